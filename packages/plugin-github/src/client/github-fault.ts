/** Why a call to GitHub brought nothing. A kind is for programs, its code for people and for the pages that explain it. */
export type FaultKind =
  | 'no-token'
  | 'bad-token'
  | 'permission'
  | 'rate-limit'
  | 'secondary-limit'
  | 'not-found'
  | 'gone'
  | 'conflict'
  | 'invalid'
  | 'server'
  | 'network'
  | 'timeout'
  | 'cancelled';

/** A call that failed, as a value: JSON-safe, on one line, without the token. */
export interface GithubFault {
  readonly kind: FaultKind;
  /** `GITHUB_PERMISSION`, `GITHUB_RATE_LIMIT`, … */
  readonly code: string;
  /** What happened, with GitHub's own words. */
  readonly message: string;
  /** What to do. */
  readonly hint: string;
  /** Of the answer, where there was one. */
  readonly status?: number;
  /** After which GitHub would answer again. */
  readonly retryAfterMs?: number;
}
