import { suggest } from '../errors/suggest.ts';
import type { HookName } from './arguments.ts';
import type { PluginHooks, TapOptions } from './facade.ts';
import type { HookTable } from './hook-table.ts';
import type { TapMeta } from './isolate.ts';

const OPTION_NAMES = ['name', 'stage', 'before'];

/**
 * The hooks as one plugin sees them: `tap` and `tapPromise`, stamped with its name, and nothing else. In particular
 * no `intercept`, which could wrap our own interceptor, and no `promise`, which would call other plugins' taps.
 */
export function createFacade(table: HookTable, plugin: string): PluginHooks {
  const sides = (Object.keys(table) as HookName[]).map((name) => {
    const stamp = (options: TapOptions) => stamped(options, plugin, name);
    if (name === 'event') {
      return [
        name,
        Object.freeze({ tap: (options: TapOptions, fn: () => void) => table[name].tap(stamp(options), fn) }),
      ];
    }
    return [
      name,
      Object.freeze({
        tap: (options: TapOptions, fn: () => void) => table[name].tap(stamp(options), fn),
        tapPromise: (options: TapOptions, fn: () => Promise<void>) =>
          table[name].tapPromise(stamp(options), fn),
      }),
    ];
  });
  return Object.freeze(Object.fromEntries(sides)) as PluginHooks;
}

// Copied field by field: what a plugin writes can neither forge another plugin's name nor replace the function.
function stamped(
  options: TapOptions,
  plugin: string,
  hook: HookName,
): { name: string; stage?: number; before?: string } & TapMeta {
  if (typeof options === 'string') return { name: options, plugin };
  if (typeof options !== 'object' || options === null) {
    throw new Error(`${plugin} cannot tap ${hook}: give the tap a name`);
  }
  const unknown = Object.keys(options).find((key) => !OPTION_NAMES.includes(key));
  if (unknown !== undefined) {
    const meant = suggest(unknown, OPTION_NAMES);
    throw new Error(
      `${plugin} cannot tap ${hook}: there is no option "${unknown}"${meant === undefined ? '' : `; did you mean "${meant}"?`}`,
    );
  }
  const { name, stage, before } = options;
  return {
    name,
    plugin,
    ...(stage === undefined ? {} : { stage }),
    ...(before === undefined ? {} : { before }),
  };
}
