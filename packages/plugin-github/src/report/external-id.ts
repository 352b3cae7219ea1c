/** Whose check run it is: of which run and attempt, and what its evidence is held against. */
export interface ExternalId {
  readonly runId: number;
  readonly attempt: number;
  /** sha256 of the run's `evidence.json`, hex, where the run had one. */
  readonly evidence?: string;
}

const OWN = /^sluice:(\d{1,15}):(\d{1,6})(?::([0-9a-f]{64}))?$/u;

/** The `external_id` by which a check run of Sluice's is known again. */
export function externalIdText({ runId, attempt, evidence }: ExternalId): string {
  return ['sluice', runId, attempt, ...(evidence === undefined ? [] : [evidence])].join(':');
}

/** Reads it. Undefined for the check run of somebody else. */
export function parseExternalId(text: string): ExternalId | undefined {
  const [, runId, attempt, evidence] = OWN.exec(text) ?? [];
  if (runId === undefined) return undefined;
  return {
    runId: Number(runId),
    attempt: Number(attempt),
    ...(evidence === undefined ? {} : { evidence }),
  };
}
