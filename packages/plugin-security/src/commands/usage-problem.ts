import { CiError } from '@sluice/core';

/** A mistake in the arguments, as core tells it: exit code 2. */
export function usageProblem(message: string, hint: string): CiError {
  return new CiError([{ code: 'USAGE', message, hint }]);
}
