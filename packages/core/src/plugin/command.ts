import type { Check, CheckContext, CheckOutcome } from '../model/check.ts';
import { SOURCE, type CommandOptions, type CommandSource } from './command-source.ts';

export type { CommandOptions };

/**
 * A check without a plugin, `repo/<name>`, from a program and its arguments; no shell is involved.
 *
 * Exit code 0 is success; 126, 127, a signal or a missing program is `errored`; any other code is a finding that
 * quotes the end of the output. With a `report`, its failed tests or results are the findings.
 *
 * Like a plugin's factory it only stores: mistakes are told when the config is validated.
 */
export function command(name: string, argv: readonly string[], options: CommandOptions = {}): Check {
  // JavaScript may pass null, and must not be told so before the rest of the config is read.
  const given = options ?? {};
  const { title, inputs, needs, level, timeoutMs, weight, exclusive, retry, limits } = given;
  const cache = inputs === undefined ? undefined : (given.cache ?? true);
  const all = { inputs, needs, level, timeoutMs, weight, exclusive, retry, limits, cache, fix: fixer(given) };
  const data = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
  const run = async (ctx: CheckContext): Promise<CheckOutcome> => {
    const { runCommand } = await import('./run-command.ts');
    return runCommand({ name, argv, options }, ctx);
  };
  const check = {
    id: `repo/${name}`,
    title: title ?? (Array.isArray(argv) ? argv.join(' ') : name),
    ...data,
    env: letThrough(given.env),
    run,
  };
  // Enumerable, so that a copy of the check is still known to be of a command.
  return Object.freeze({ ...check, [SOURCE]: { name, argv, options } satisfies CommandSource });
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
