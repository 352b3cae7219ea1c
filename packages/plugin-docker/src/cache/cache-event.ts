/** What of the host's event says whether its code may write a cache. */
export interface CacheEvent {
  /** `pull_request`, `push`; undefined outside of CI. */
  readonly name?: string;
  /** For a pull request: whether its branch is of another repository. Not given: not known. */
  readonly isFork?: boolean;
}
