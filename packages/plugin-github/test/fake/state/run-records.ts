/** One job of one attempt. Its log is what GitHub would give, BOM and stamps included; without one it is gone (410). */
export interface FakeJob {
  readonly id: number;
  readonly name: string;
  status: 'queued' | 'in_progress' | 'completed';
  conclusion: string | null;
  readonly startedAt: string;
  completedAt: string | null;
  readonly steps: readonly FakeStep[];
  log?: string;
}

export interface FakeStep {
  readonly name: string;
  readonly number: number;
  readonly conclusion: string | null;
}

export interface FakeAttempt {
  readonly number: number;
  status: 'queued' | 'in_progress' | 'completed' | 'requested' | 'waiting' | 'pending';
  conclusion: string | null;
  readonly startedAt: string;
  updatedAt: string;
  jobs: FakeJob[];
}

/** A run, with all its attempts; the last one is what the API shows as the run. */
export interface FakeRun {
  readonly id: number;
  readonly number: number;
  readonly workflowId: number;
  readonly name: string;
  readonly title: string;
  readonly event: string;
  readonly branch: string | null;
  readonly sha: string;
  /** `owner/name` of the repository the head is in; null when it was deleted. */
  readonly headRepository: string | null;
  readonly actor: string;
  /** Empty for a head in a fork, as at GitHub. */
  readonly pulls: readonly number[];
  readonly createdAt: string;
  readonly attempts: FakeAttempt[];
}
