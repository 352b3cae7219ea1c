import type { ClientOptions } from '../client/client-options.ts';

/** What a command of `sluice-github` gets. */
export interface CliContext {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Of the client, for tests. */
  readonly client?: Partial<ClientOptions>;
}

/** The flags of a command, as they were given. */
export type CliFlags = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

/** A command: the exit code is 0 whenever it could answer, whatever GitHub did. */
export type CliCommand = (flags: CliFlags, context: CliContext) => Promise<number>;
