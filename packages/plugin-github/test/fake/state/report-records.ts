export interface FakeCheckRun {
  readonly id: number;
  readonly sha: string;
  name: string;
  status: string;
  conclusion: string | null;
  externalId: string;
  detailsUrl: string;
  startedAt: string;
  completedAt: string | null;
  output: { title: string | null; summary: string | null; text: string | null };
  readonly annotations: Record<string, unknown>[];
  readonly app: string;
}

export interface FakeStatus {
  readonly id: number;
  readonly sha: string;
  readonly state: string;
  readonly context: string;
  readonly description: string | null;
  readonly targetUrl: string | null;
  readonly author: string;
  readonly createdAt: string;
}

/** An artifact; its bytes are a zip, as GitHub gives them. */
export interface FakeArtifact {
  readonly id: number;
  readonly runId: number;
  readonly name: string;
  readonly createdAt: string;
  readonly isExpired: boolean;
  readonly zip: Buffer;
}

export interface FakeWorkflow {
  readonly id: number;
  readonly name: string;
  readonly path: string;
  readonly state: string;
}

export interface FakeCache {
  readonly id: number;
  readonly ref: string;
  readonly key: string;
  readonly sizeBytes: number;
  readonly createdAt: string;
}
