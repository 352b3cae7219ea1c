import type { OwnedJob } from '../runs/github-job.ts';
import type { Run } from '../runs/run.ts';
import type { Reach } from './read-runs.ts';

/** An answer of GitHub's that may be confirmed later. */
export interface StoredAnswer {
  readonly etag: string;
  readonly data: unknown;
  readonly link?: string;
}

/**
 * What is known of one repository's runs, on disk. Every write is whole or not at all, and writing the same twice changes
 * nothing, so two that write at once need not know of one another. Every method throws a CiError, of code
 * HEALTH_STORE_LOCKED, HEALTH_STORE_CORRUPTED or HEALTH_STORE_UNUSABLE, when the database does not answer.
 */
export interface HealthStore {
  /**
   * Adds runs, and says how many it did not have like this. Of two records of one attempt the one that says more stays,
   * whatever their order. Jobs that the runs have are not stored.
   */
  readonly saveRuns: (runs: Iterable<Run>) => number;
  readonly saveJobs: (jobs: Iterable<OwnedJob>) => void;
  /** Distinct attempts within reach, with their jobs, oldest first. */
  readonly runs: (reach: Reach) => readonly Run[];
  readonly isEmpty: () => boolean;
  /** How many attempts there are, and when the oldest and the newest run were created. */
  readonly extent: () => {
    readonly attempts: number;
    readonly oldestMs?: number;
    readonly newestMs?: number;
  };
  /** Attempts without an end, created from `fromMs` on. */
  readonly unfinished: (fromMs: number) => readonly Run[];
  /** Earlier attempts that are not there, of runs created from `fromMs` on. */
  readonly missingAttempts: (fromMs: number) => readonly { readonly id: string; readonly attempt: number }[];
  /** Attempts that ended and of which no jobs are there, or some that had not ended; created from `fromMs` on, newest first. */
  readonly withoutJobs: (fromMs: number, most: number) => readonly Run[];
  /** A small document by its name: how far collecting came, the state of the alert. */
  readonly fact: (name: string) => unknown;
  readonly setFact: (name: string, document: unknown) => void;
  readonly answer: (url: string) => StoredAnswer | undefined;
  readonly setAnswer: (url: string, answer: StoredAnswer) => void;
  /** Does several writes as one. What throws in it undoes all of them. */
  readonly together: <T>(write: () => T) => T;
  readonly close: () => void;
}
