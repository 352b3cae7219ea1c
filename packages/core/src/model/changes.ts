/** What changed against which commit, and how that was found out. */
export interface Changes {
  /** `all`: everything counts as changed (asked for, no git, or no known base). `files`: `files` is the whole truth. */
  readonly scope: 'all' | 'files';
  /** Stable code of the method: `all-requested`, `no-git`, `default-branch`, `base-option`, `pull-request`, … */
  readonly method: string;
  /** The same in words, for people. */
  readonly reason: string;
  /** The commit compared with. Known with `all` too where the lock of that commit is to be read. */
  readonly base?: string;
  /** The commit under test. */
  readonly head?: string;
  /** Relative to the config's folder, both sides of a rename, sorted. */
  readonly files: readonly string[];
}
