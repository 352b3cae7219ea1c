import { problemOf } from '../errors/ci-error.ts';
import { suggest } from '../errors/suggest.ts';
import type { Problem } from '../model/problem.ts';

/** An id that no check and no limit has, with the nearest one that exists. */
export function unknownWords(id: string, known: readonly string[]): Problem {
  const near = suggest(id, known);
  const fix = near === undefined ? 'See `sluice list`.' : `Did you mean ${near}?`;
  return problemOf('CHECK_UNKNOWN', { id, fix });
}
