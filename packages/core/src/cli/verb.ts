import type { Terminal } from './terminal.ts';

/** One flag of a verb, for parsing and for help. */
export interface Flag {
  readonly type: 'boolean' | 'string';
  readonly short?: string;
  readonly multiple?: boolean;
  /** What stands for the value in help: `DIR`. */
  readonly value?: string;
  readonly description: string;
}

/** What a verb is called with. */
export interface Invocation {
  /** Absolute; from `--cwd`. */
  readonly cwd: string;
  readonly flags: Readonly<Record<string, string | boolean | readonly string[] | undefined>>;
  readonly positionals: readonly string[];
  readonly terminal: Terminal;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Aborted by SIGINT and SIGTERM; its reason is the signal's name. */
  readonly signal: AbortSignal;
}

/** A verb of the command line: how it is called, and what does it, loaded only when it is. */
export interface Verb {
  readonly name: string;
  readonly summary: string;
  readonly usage: string;
  readonly flags: Readonly<Record<string, Flag>>;
  /** How many words it takes beside its flags. */
  readonly positionals: { readonly min: number; readonly max: number };
  readonly examples: readonly string[];
  /** Returns the exit code. */
  readonly load: () => Promise<(invocation: Invocation) => Promise<number>>;
}
