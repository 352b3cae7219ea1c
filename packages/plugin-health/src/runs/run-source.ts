import type { Run } from './run.ts';

/** What a source gave, and what of it could not be used. */
export interface RunReading {
  readonly runs: readonly Run[];
  /** Records that were no runs, or whose id or dates could not be read. */
  readonly unread: number;
  /** Why the runs are not all there are; empty when nothing is known to be missing. */
  readonly missing: readonly string[];
}

/** Where runs come from: a file of GitHub's answers, Sluice's own records, another CI host. */
export interface RunSource {
  /** For people: `runs.json`, `.sluice`. */
  readonly name: string;
  /**
   * The moment figures are for when nobody names one. `newest`: that of the newest run, so that an export gives the
   * same answer on every day; `now`: for a source that goes on.
   */
  readonly until: 'newest' | 'now';
  /** Attempts in any order, duplicates allowed. Throws a CiError when there is nothing it could answer from. */
  readonly read: () => Promise<RunReading>;
}
