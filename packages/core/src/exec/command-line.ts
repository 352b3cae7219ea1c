import type { ExecOptions } from '../model/exec.ts';
import { isCredentialName } from './credential-name.ts';

const PLAIN = /^[\w@%+=:,./-]+$/u;

/** Quotes one word for a POSIX shell. A word with nothing special in it stays as it is. */
export function quoteWord(word: string): string {
  return PLAIN.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

/**
 * The command line a person can paste into a POSIX shell, with the variables it was given in front. A variable that
 * was taken away becomes `env -u NAME`, and a credential is named but not shown, as are those that are `hidden`.
 */
export function commandLine(
  file: string,
  args: readonly string[],
  { env = {}, hidden = [] }: Pick<ExecOptions, 'env' | 'hidden'> = {},
): string {
  const entries = Object.entries(env);
  const removed = entries.filter(([, value]) => value === undefined).flatMap(([name]) => ['-u', name]);
  const given = entries
    .filter((entry): entry is [string, string] => entry[1] !== undefined)
    .map(
      ([name, value]) =>
        `${name}=${isCredentialName(name) || hidden.includes(name) ? '***' : quoteWord(value)}`,
    );
  const isOdd = removed.length > 0 || entries.some(([name]) => !/^[A-Za-z_]\w*$/u.test(name));
  // A first word with `=` in it would be read as an assignment.
  const program = file.includes('=') && PLAIN.test(file) ? `'${file}'` : quoteWord(file);
  return [...(isOdd ? ['env', ...removed] : []), ...given, program, ...args.map(quoteWord)].join(' ');
}
