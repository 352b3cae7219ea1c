import { isCiError, problemOf } from '../errors/ci-error.ts';
import { messageOf } from '../errors/message-of.ts';
import type { Problem } from '../model/problem.ts';

/** What a throw that reached the engine becomes: its own problems, or a crash of Sluice with its first stack line. */
export function crashProblems(error: unknown): readonly Problem[] {
  if (isCiError(error)) return error.problems;
  const where =
    error instanceof Error
      ? error.stack?.split('\n').find((line) => line.trim().startsWith('at '))
      : undefined;
  return [
    problemOf('ENGINE_CRASHED', {
      detail: `${messageOf(error)}${where === undefined ? '' : ` (${where.trim()})`}`,
    }),
  ];
}
