import type { EngineHooks } from '../../hooks/hooks.ts';
import type { Problem } from '../../model/problem.ts';
import { assemble } from '../../plugin/assemble.ts';
import type { Plugin, PluginDefinition } from '../../plugin/plugin.ts';
import type { Subject } from './contract-cases.ts';

const TAP_TIMEOUT_MS = 30_000;

/** The plugin with the options of the cases, and some more. */
export function pluginOf({ plugin, cases }: Subject, more: Readonly<Record<string, unknown>> = {}): Plugin {
  return plugin({ ...cases.options, ...more } as never);
}

/** Assembles one plugin as the engine does. */
export function assembleOne(plugin: Plugin): {
  readonly hooks: EngineHooks;
  readonly problems: readonly Problem[];
} {
  const quiet = (): void => {};
  return assemble({ plugins: [plugin] }, { onTapFailed: quiet, onTapSlow: quiet, timeoutMs: TAP_TIMEOUT_MS });
}

/** The same, where its setup must hold: throws with the problems. */
export function assembleFine(plugin: Plugin): EngineHooks {
  const { hooks, problems } = assembleOne(plugin);
  if (problems.length > 0) {
    throw new Error(
      `the plugin was not assembled:\n${problems.map(({ message }) => `  - ${message}`).join('\n')}`,
    );
  }
  return hooks;
}

/**
 * The plugin whose setup is called through `call`, so that setup alone is watched: the engine around it may look at
 * clocks, and a schema at whatever it likes.
 */
export function callingSetup(plugin: Plugin, call: <T>(setup: () => T) => T): Plugin {
  const { definition } = plugin;
  const setup: PluginDefinition['setup'] = (api, options) => call(() => definition.setup(api, options));
  return { ...plugin, definition: { ...definition, setup } };
}
