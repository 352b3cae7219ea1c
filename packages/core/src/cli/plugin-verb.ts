import { dirname, resolve } from 'node:path';
import { findConfig } from '../config/find.ts';
import { isCiError, problemOf } from '../errors/ci-error.ts';
import { suggest } from '../errors/suggest.ts';
import type { Problem } from '../model/problem.ts';
import type { PluginCommand } from '../plugin/plugin.ts';
import { VERBS } from './verbs.ts';

const PLUGIN_NAME = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/u;

type Found =
  | {
      readonly command: PluginCommand;
      readonly rest: readonly string[];
      readonly cwd: string;
      readonly calledFrom: string;
    }
  | { readonly problem: Problem };

/**
 * Looks for a verb that a plugin of the config brings: `sluice rerun` (a command named `rerun`) or `sluice security
 * aggregate` (plugin, then command). Loads the config only for a word that is no verb of core.
 */
export async function findPluginVerb(argv: readonly string[]): Promise<Found> {
  const [first = '', second] = argv;
  const at = argv.indexOf('--cwd');
  const cwd = resolve((at === -1 ? undefined : argv[at + 1]) ?? '.');
  const names: string[] = [];
  try {
    const { loadConfig } = await import('../config/load.ts');
    const { config, dir } = await loadConfig({ cwd });
    for (const plugin of config.plugins ?? []) {
      for (const command of plugin.definition.commands ?? []) {
        if (command.name === first) return { command, rest: argv.slice(1), cwd: dir, calledFrom: cwd };
        if (plugin.name === first && command.name === second)
          return { command, rest: argv.slice(2), cwd: dir, calledFrom: cwd };
        names.push(command.name);
      }
    }
  } catch (error) {
    // Without a config there are no plugins to ask; any other trouble with it is for the verbs that need it.
    if (!isCiError(error)) throw error;
  }
  return (await findInstalledVerb(argv, cwd)) ?? { problem: unknownVerb(first, names) };
}

/**
 * `sluice security aggregate` where no config lists the plugin: whoever names it means it, so it is looked for among
 * what is installed here, then beside Sluice itself. Nothing is downloaded. A single word may be a verb mistyped, and
 * must not load what a stranger named alike: it names one of our own plugins, with a command of the same name.
 */
async function findInstalledVerb(argv: readonly string[], cwd: string): Promise<Found | undefined> {
  const [first = '', second = ''] = argv;
  if (!PLUGIN_NAME.test(first)) return undefined;
  const isAlone = second === '' || second.startsWith('-');
  if (!isAlone && !PLUGIN_NAME.test(second)) return undefined;
  const [name, verb, words] = isAlone
    ? [`@sluice/plugin-${first}`, first, argv.slice(1)]
    : [first, second, argv.slice(2)];
  const { namedPlugin } = await import('../config/resolve-plugin.ts');
  for (const from of [cwd, import.meta.dirname]) {
    const plugin = await namedPlugin(name, from);
    const command = plugin?.definition.commands?.find((one) => one.name === verb);
    if (command !== undefined) {
      const config = await findConfig(cwd);
      const dir = config === undefined ? cwd : dirname(config);
      return { command, rest: words, cwd: dir, calledFrom: cwd };
    }
  }
  return undefined;
}

/** A word that is no verb, with the nearest one that is. */
export function unknownVerb(word: string, ofPlugins: readonly string[] = []): Problem {
  const near = suggest(word, [...VERBS.map(({ name }) => name), ...ofPlugins]);
  const fix = near === undefined ? 'See `sluice --help`.' : `Did you mean \`sluice ${near}\`?`;
  return problemOf('USAGE', { detail: `There is no verb ${JSON.stringify(word)}.`, fix });
}
