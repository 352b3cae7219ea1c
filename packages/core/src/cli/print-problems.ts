import { isCiError, problemOf } from '../errors/ci-error.ts';
import { messageOf } from '../errors/message-of.ts';
import type { Problem } from '../model/problem.ts';
import { problemText } from './problem-text.ts';
import type { Terminal } from './terminal.ts';

/**
 * Says what kept a verb from its work, and returns exit code 2. With `withDocument` stdout gets `{ problems }`: for
 * `--json`, where no document that holds them was printed yet.
 */
export function printProblems(terminal: Terminal, trouble: unknown, withDocument = false): number {
  const problems = problemsOf(trouble);
  if (withDocument) terminal.out(`${JSON.stringify({ problems }, null, 2)}\n`);
  terminal.err(problemText(problems));
  return 2;
}

/** Anything thrown, as problems. */
export function problemsOf(trouble: unknown): readonly Problem[] {
  if (Array.isArray(trouble)) return trouble as readonly Problem[];
  if (isCiError(trouble)) return trouble.problems;
  return [problemOf('ENGINE_CRASHED', { detail: messageOf(trouble) })];
}
