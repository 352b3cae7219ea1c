import type { Check, CheckContext, CheckOutcome, Retry } from '../model/check.ts';
import type { Level } from '../model/level.ts';
import type { Limit } from '../model/limit.ts';

/** A file that the command writes and that says what it found; relative to the command's `cwd`. */
export type CommandReport = { readonly junit: string } | { readonly sarif: string };

export interface CommandOptions {
  /** Shown for the check. Default: the command line. */
  readonly title?: string;
  /** Globs relative to the config's folder, `!` excludes. Not given: never cached, always affected. */
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
const SOURCE = Symbol.for('sluice.command');

/**
 * A check without a plugin, `repo/<name>`, from a program and its arguments; no shell is involved.
 *
 * Exit code 0 is success; 126, 127, a signal or a missing program is `errored`; any other code is a finding that
 * quotes the end of the output. With a `report`, its failed tests or results are the findings.
 *
 * Like a plugin's factory it only stores: mistakes are told when the config is validated.
 */
export function command(name: string, argv: readonly string[], options: CommandOptions = {}): Check {
  const { title, inputs, needs, level, timeoutMs, weight, exclusive, retry, limits } = options;
  const data = { inputs, needs, level, timeoutMs, weight, exclusive, retry, limits, fix: fixer(options) };
  const given = Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined));
  const run = async (ctx: CheckContext): Promise<CheckOutcome> => {
    const { runCommand } = await import('./run-command.ts');
    return runCommand({ name, argv, options }, ctx);
  };
  const check = {
    id: `repo/${name}`,
    title: title ?? (Array.isArray(argv) ? argv.join(' ') : name),
    ...given,
    env: letThrough(options.env),
    run,
  };
  Object.defineProperty(check, SOURCE, { value: { name, argv, options } satisfies CommandSource });
  return Object.freeze(check);
}

/** What `command()` was called with, when a check was made by it. */
export function commandSource(check: unknown): CommandSource | undefined {
  return typeof check === 'object' && check !== null ? (check as { [SOURCE]?: CommandSource })[SOURCE] : undefined;
}

/** The variables to set for the command itself. */
export function setVariables(env: CommandOptions['env']): Readonly<Record<string, string>> {
  if (env === undefined || Array.isArray(env)) return {};
  return Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

function letThrough(env: CommandOptions['env']): readonly string[] {
  if (env === undefined || env === null) return [];
  if (Array.isArray(env)) return env;
  return Object.entries(env).flatMap(([name, value]) => (value === true ? [name] : []));
}

// `sluice fix` runs in the config's folder; a fixer of a command in another folder is entered by `env -C`.
function fixer({ fix, cwd }: CommandOptions): readonly string[] | undefined {
  return fix === undefined || cwd === undefined ? fix : ['env', '-C', cwd, ...fix];
}
