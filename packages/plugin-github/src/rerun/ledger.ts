import { z } from '@sluice/core';

const name = z.string().max(300);

const entry = z.strictObject({
  runId: z.int().positive(),
  workflowId: z.int().positive(),
  headSha: z.string().regex(/^[0-9a-f]{40,64}$/u),
  /** When it was decided. */
  at: z.iso.datetime(),
  decision: z.enum(['rerun', 'wait', 'no']),
  reason: name,
  /** Categories of triage. */
  categories: z.array(name).max(50),
  /** Hosts that the evidence names. */
  hosts: z.array(name).max(50),
  /** The jobs that failed by themselves. */
  jobs: z.array(name).max(50),
  /** The pull request whose comment tells of it. */
  pull: z.int().positive().optional(),
  outcome: z.enum(['recovered', 'same', 'other', 'gave-up', 'dropped']).optional(),
  outcomeAt: z.iso.datetime().optional(),
});

/** The entries at most, of which the oldest make room. */
export const MOST_ENTRIES = 500;

/** The ledger as it is kept: what was decided for which run, and what came of it. The oldest first. */
export const ledgerSchema = z.strictObject({
  schemaVersion: z.literal(1),
  entries: z.array(entry).max(MOST_ENTRIES),
});

export type Ledger = z.output<typeof ledgerSchema>;

/**
 * One decision. `same`: the second attempt failed in the same jobs for the same reason; `other`: otherwise; `gave-up`: the
 * host did not come back; `dropped`: the branch has moved on.
 */
export type LedgerEntry = z.output<typeof entry>;
