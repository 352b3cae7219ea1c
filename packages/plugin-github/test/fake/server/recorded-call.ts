import type { OperationId } from '../operations.ts';

/** One call that the fake got. */
export interface RecordedCall {
  /** Undefined for a call that GitHub's description does not have. */
  readonly operation: OperationId | undefined;
  readonly method: string;
  /** With its query, as it was sent. */
  readonly path: string;
  readonly body: unknown;
  /** Whose token it was. */
  readonly login: string | undefined;
  /** Sent with `If-None-Match`. */
  readonly isConditional: boolean;
  /** Null when none was given. */
  readonly status: number | null;
  /** Whether it cost something of the rate limit: a 304 does not. */
  readonly isCounted: boolean;
}
