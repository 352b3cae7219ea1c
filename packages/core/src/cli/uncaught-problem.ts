import { placeOf } from '../config/load-problem.ts';
import { problemOf } from '../errors/ci-error.ts';
import { messageOf } from '../errors/message-of.ts';
import type { Problem } from '../model/problem.ts';

/** What was thrown in a timer, or rejected and dropped: with the user's file and line, for no tap can be named. */
export function uncaughtProblem(error: unknown): Problem {
  const { file, line } = placeOf(error, '');
  const where = file === '' ? '' : ` (${file}${line === undefined ? '' : `:${line}`})`;
  return problemOf('UNCAUGHT_ERROR', { detail: `${messageOf(error)}${where}` }, file === '' ? {} : { file });
}
