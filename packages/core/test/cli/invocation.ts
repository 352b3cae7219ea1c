import type { Invocation } from '../../src/cli/verb.ts';

export interface Said {
  readonly invocation: Invocation;
  readonly out: () => string;
  readonly err: () => string;
}

/** A verb's call in a folder, with what it writes kept. `env` is all of its environment. */
export function invocationIn(
  cwd: string,
  given: Partial<Pick<Invocation, 'flags' | 'positionals' | 'env'>> = {},
): Said {
  const out: string[] = [];
  const err: string[] = [];
  const terminal = {
    out: (text: string) => void out.push(text),
    err: (text: string) => void err.push(text),
    isTty: false,
    columns: () => 120,
    rows: () => undefined,
    color: false,
    ci: undefined,
  };
  const invocation = {
    cwd,
    flags: {},
    positionals: [],
    env: {},
    ...given,
    terminal,
    signal: new AbortController().signal,
  };
  return { invocation, out: () => out.join(''), err: () => err.join('') };
}
