import { CiError } from '@sluice/core';

/** What stops `sluice health` from answering; `USAGE` is core's. */
export type HealthCode =
  | 'USAGE'
  | 'HEALTH_RUNS_UNREADABLE'
  | 'HEALTH_OUT_UNWRITABLE'
  | 'HEALTH_OTHER_REPOSITORY'
  | 'HEALTH_NOT_VERIFIED'
  | 'HEALTH_COMMIT_BRANCH'
  | 'HEALTH_STORE_NEWER'
  | 'HEALTH_STORE_CORRUPTED'
  | 'HEALTH_STORE_LOCKED'
  | 'HEALTH_STORE_UNUSABLE';

/** A problem in core's form: exit code 2, with what to do about it. */
export function healthProblem(code: HealthCode, message: string, hint: string): CiError {
  return new CiError([{ code, message, hint }]);
}
