/** What changed against which commit, and how that was found out. */
export interface Changes {
  /** `all`: everything counts as changed (asked for, no git, or no known base). `files`: `files` is the whole truth. */
  readonly scope: 'all' | 'files';
  /** Stable code of the method: `all-requested`, `no-git`, `no-base`, `base-option`, `merge-base`, … */
  readonly method: string;
  /** The same in words, for people. */
  readonly reason: string;
  readonly base?: string;
  readonly head?: string;
  /** Relative to the config's folder, both sides of a rename, sorted. */
  readonly files: readonly string[];
}
