/** Where layers come from and go to, beside the engine's own cache. */
export interface CachePlan {
  /** Arguments for `docker buildx build`. */
  readonly args: readonly string[];
  /** What was chosen and why, for the report: `gha, scope orders; not written: a pull request of a fork`. */
  readonly words: string;
  /** Names of variables that buildx needs. */
  readonly env: readonly string[];
}
