/** The primary rate limit of a fake: how many calls, how many are left, and when they are given anew. */
export interface Budget {
  limit: number;
  remaining: number;
  resetAtMs: number;
}
