import type { Decision } from './decision.ts';
import type { LedgerEntry } from './ledger.ts';
import type { JobFacts } from './rerun-facts.ts';

/** What became of one run: everything that is printed, written into the summary and into the comment. */
export interface Told {
  readonly runId: number;
  readonly runUrl?: string;
  readonly headSha?: string;
  /** The attempt that was looked at. */
  readonly attempt?: number;
  readonly pull?: number;
  /** Absent when GitHub did not say enough to decide, and for the end of a second attempt. */
  readonly decision?: Decision;
  /** Whether GitHub has taken the rerun. */
  readonly isStarted: boolean;
  /** The jobs that failed by themselves, with what their logs say. */
  readonly failed: readonly JobFacts[];
  /** How the second attempt ended. */
  readonly outcome?: NonNullable<LedgerEntry['outcome']>;
  /** What could not be asked or done. */
  readonly trouble: readonly string[];
}
