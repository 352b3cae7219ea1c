import { isCiError, problemOf } from '../errors/ci-error.ts';
import { messageOf } from '../errors/message-of.ts';
import type { Problem } from '../model/problem.ts';
import { problemText } from './problem-text.ts';
import type { Terminal } from './terminal.ts';

/**
 * Says what kept a verb from its work, and returns exit code 2. With `--json` the document is `{ problems }`, unless
 * the caller already printed one that holds them.
 */
export function printProblems(terminal: Terminal, trouble: unknown, isJson = false): number {
  const problems = problemsOf(trouble);
  if (isJson && !Array.isArray(trouble)) terminal.out(`${JSON.stringify({ problems }, null, 2)}\n`);
  terminal.err(problemText(problems));
  return 2;
}

/** Anything thrown, as problems. */
export function problemsOf(trouble: unknown): readonly Problem[] {
  if (Array.isArray(trouble)) return trouble as readonly Problem[];
  if (isCiError(trouble)) return trouble.problems;
  return [problemOf('ENGINE_CRASHED', { detail: messageOf(trouble) })];
}
