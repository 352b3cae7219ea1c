import type { OperationId } from '../operations.ts';

/**
 * What may go wrong on demand. `never` gives no answer, `reset` ends the connection before anything was done, `lost-answer`
 * after it was done: the create that must not be repeated.
 */
export type Fault =
  | 'bad-token'
  | 'permission'
  | 'rate-limit'
  | 'secondary-limit'
  | 'too-many'
  | 'not-found'
  | 'conflict'
  | 'gone'
  | 'invalid'
  | 'server'
  | 'bad-gateway'
  | 'never'
  | 'reset'
  | 'lost-answer';

/** Which calls a fault hits. */
export interface FaultScope {
  /** Default: every one. */
  readonly operation?: OperationId;
  /** Default 1; `Infinity` from now on. */
  readonly times?: number;
  /** How many calls pass before. */
  readonly after?: number;
}
