import { envOfTaps } from '../../engine/env-of-taps.ts';
import { messageOf } from '../../errors/message-of.ts';
import type { Exec } from '../../model/exec.ts';
import type { Plugin, PluginFact } from '../../plugin/plugin.ts';
import { validateOptions } from '../../plugin/validate-options.ts';
import { oneLine } from '../../report/escape.ts';
import { withPluginExec } from '../with-plugin-exec.ts';
import type { Place } from './examine-machine.ts';

/** What each plugin says of its own surroundings, by its name. One that fails is told as a fact that is not known. */
export async function examinePlugins(
  plugins: readonly Plugin[],
  place: Place,
): Promise<ReadonlyMap<string, readonly PluginFact[]>> {
  const asked = plugins.filter(({ definition }) => definition.examine !== undefined);
  if (asked.length === 0) return new Map();
  return withPluginExec(place, async ({ exec, redactor }) => {
    const env = envOfTaps(place.env, plugins);
    const told = asked.map(async (plugin): Promise<readonly [string, readonly PluginFact[]]> => {
      const facts = await ask(plugin, { ...place, env: env(plugin.name) }, exec);
      const clean = (text: string): string => oneLine(redactor.text(text));
      return [
        plugin.name,
        facts.map(({ what, state, detail }) => ({ what: clean(what), state, detail: clean(detail) })),
      ];
    });
    return new Map(await Promise.all(told));
  });
}

async function ask(plugin: Plugin, place: Place, exec: Exec): Promise<readonly PluginFact[]> {
  const validated = validateOptions(plugin, {});
  // Wrong options are a problem of the config, told as such.
  if ('problems' in validated) return [];
  try {
    return (await plugin.definition.examine?.({ ...place, exec }, validated.options)) ?? [];
  } catch (error) {
    return [{ what: 'examination', state: 'unknown', detail: `it failed: ${messageOf(error)}` }];
  }
}
