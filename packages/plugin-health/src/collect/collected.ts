/** What collecting did. */
export interface Collected {
  /** Of the repository, as GitHub calls it now. */
  readonly repository: string;
  readonly defaultBranch: string;
  /** Attempts that were new or had changed. */
  readonly changed: number;
  /** Attempts whose jobs were read. */
  readonly withJobs: number;
  /** Why it is not all; empty when nothing is known to be missing. */
  readonly missing: readonly string[];
}
