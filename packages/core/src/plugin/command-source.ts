import type { Retry } from '../model/check.ts';
import type { Level } from '../model/level.ts';
import type { Limit } from '../model/limit.ts';

/** A file that the command writes and that says what it found; relative to the command's `cwd`. */
export type CommandReport = { readonly junit: string } | { readonly sarif: string };

export interface CommandOptions {
  /** Shown for the check. Default: the command line. */
  readonly title?: string;
  /**
   * Globs relative to the config's folder, `!` excludes: all that decides what the command says. Not given: never
   * cached, always affected.
   */
  readonly inputs?: readonly string[];
  /** Ids or globs of checks to wait for, whose programs are then found first: `['python/env@3.12']`. */
  readonly needs?: readonly string[];
  readonly level?: Level;
  /** Default 10 minutes. */
  readonly timeoutMs?: number;
  /** Folder to run in, relative to the config's folder. */
  readonly cwd?: string;
  /** Names of variables it may see although they look like credentials; or variables to set, `true` to let one pass. */
  readonly env?: readonly string[] | Readonly<Record<string, string | true>>;
  /** The fixer's program and arguments, for `sluice fix`. */
  readonly fix?: readonly string[];
  /** Where its findings are read from. Missing, unreadable, left over or empty: `errored`, never a pass. */
  readonly report?: CommandReport;
  /** How many of the `-j` places it takes. Default 1. */
  readonly weight?: number;
  /** Nothing else runs beside it. */
  readonly exclusive?: boolean;
  /**
   * False: it runs every time, also where no input changed, as it depends on something else (a server, the date).
   * Default: a success is reused where `inputs` are given.
   */
  readonly cache?: boolean;
  readonly retry?: Retry;
  /** Default: no finding is allowed. */
  readonly limits?: readonly Limit[];
}

/** What was written in the config, kept on the check so that it is validated with the rest of the config. */
export interface CommandSource {
  readonly name: string;
  readonly argv: readonly string[];
  readonly options: CommandOptions;
}

// By a registered symbol, for two copies of core in one tree.
export const SOURCE = Symbol.for('sluice.command');

/** What `command()` was called with, when a check was made by it. */
export function commandSource(check: unknown): CommandSource | undefined {
  return typeof check === 'object' && check !== null
    ? (check as { [SOURCE]?: CommandSource })[SOURCE]
    : undefined;
}

/** The variables to set for the command itself. */
export function setVariables(env: CommandOptions['env']): Readonly<Record<string, string>> {
  if (env === undefined || Array.isArray(env)) return {};
  return Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
