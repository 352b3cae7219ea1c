import type * as z from 'zod';
import { callerFiles, markOrigins } from './origin.ts';
import type { Plugin, PluginDefinition, PluginFactory } from './plugin.ts';

/**
 * Declares a plugin and returns the factory that a config calls with its options.
 *
 * The factory only stores: options are validated when the pipeline is assembled, so that the mistakes of all
 * plugins arrive in one message and importing a config never throws for one.
 */
export function definePlugin<O extends z.ZodType = z.ZodType<Record<string, never>, Record<string, never>>>(
  definition: PluginDefinition<O>,
): PluginFactory<O> {
  const frozen = Object.freeze(markOrigins({ ...definition }, callerFiles())) as unknown as PluginDefinition;
  const factory = (rawOptions: unknown = {}): Plugin =>
    Object.freeze({
      apiVersion: 1,
      name: definition.name,
      version: definition.version,
      rawOptions,
      definition: frozen,
    });
  return factory as unknown as PluginFactory<O>;
}
