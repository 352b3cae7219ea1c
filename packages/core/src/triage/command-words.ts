import { posix } from 'node:path';
import type { CheckAttempt } from './check-attempt.ts';

/** `env -u NAME`, and variables that were set. */
const BEFORE =
  /^(?:env (?:-u \S{1,200} ){0,40})?(?:[A-Za-z_]\w{0,200}=(?:'[^']{0,2000}'|[^\s']{0,2000}) ){0,60}/u;
/** `sh -ec '…'`, without a quote in the script. */
const SHELL =
  /^(?:\/(?:usr\/)?bin\/)?(?:ba|da|z)?sh (?:-[a-z]{1,8} (?:pipefail )?){0,4}-[a-z]{0,8}c '([^']{1,4000})'$/u;

/**
 * A command line of a check, as the script of a step would have it. A program that is called by its whole path is the one
 * of that name, unless it lies among the code under test, which may hold a program of any name.
 */
export function commandWords(
  line: string,
  { cwd, stateDir }: Pick<CheckAttempt, 'cwd' | 'stateDir'>,
): readonly string[] {
  const bare = line.replace(BEFORE, '');
  const script = SHELL.exec(bare)?.[1];
  if (script !== undefined) return script.split('\n');
  const space = bare.indexOf(' ');
  const [program, rest] = space === -1 ? [bare, ''] : [bare.slice(0, space), bare.slice(space)];
  const path = posix.normalize(program);
  if (!posix.isAbsolute(path) || (isWithin(path, cwd) && !isWithin(path, stateDir))) return [bare];
  return [`${posix.basename(path)}${rest}`];
}

const isWithin = (path: string, folder: string): boolean => path.startsWith(`${folder.replace(/\/$/u, '')}/`);
