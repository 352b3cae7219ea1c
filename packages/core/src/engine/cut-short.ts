import { isCiError, problemOf } from '../errors/ci-error.ts';
import type { Story } from './story.ts';

/**
 * How an aborted run ends: cancelled, or crashed when the reason is an error that nobody caught, which the process
 * hands over this way so that the report still comes. Problems that were found before stay what ended the run.
 */
export function cutShort(reason: unknown, { problems }: Pick<Story, 'problems'>): Partial<Story> {
  // An AbortController without a reason gives a DOMException named AbortError: somebody only wants it to stop.
  const isCrash = reason instanceof Error && reason.name !== 'AbortError' && reason.name !== 'TimeoutError';
  if (!isCrash) return { end: 'cancelled' };
  const found = isCiError(reason)
    ? reason.problems
    : [problemOf('ENGINE_CRASHED', { detail: reason.message })];
  return { end: 'crashed', problems: [...problems, ...found] };
}
