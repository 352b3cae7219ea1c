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

function letThrough(env: CommandOptions['env']): readonly string[] {
  if (env === undefined || env === null) return [];
  if (Array.isArray(env)) return env;
  return Object.entries(env).flatMap(([name, value]) => (value === true ? [name] : []));
}

// `sluice fix` runs in the config's folder; a fixer of a command in another folder is entered by `env -C`.
function fixer({ fix, cwd }: CommandOptions): readonly string[] | undefined {
  return fix === undefined || cwd === undefined ? fix : ['env', '-C', cwd, ...fix];
}
