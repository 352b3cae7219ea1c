import { childEnv } from '../exec/child-env.ts';
import type { HookEnv } from '../hooks/arguments.ts';
import type { Host } from '../model/host.ts';
import type { Plugin } from '../plugin/plugin.ts';

/**
 * The environment of `report` and `onFailure` taps, by plugin: without credentials but those that the plugin itself
 * declares in `env`. Only here, where the verdict is reached and whatever is sent cannot change it; the programs that
 * a tap starts get none of them.
 */
export function envOfTaps(env: Host['env'], plugins: readonly Plugin[]): (plugin: string) => HookEnv {
  const declared = new Map(plugins.map(({ name, definition }) => [name, definition.env ?? []]));
  return (plugin) => childEnv(env, declared.get(plugin) ?? []);
}
