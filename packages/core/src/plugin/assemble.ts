import { problemOf, type ProblemPlace } from '../errors/ci-error.ts';
import { messageOf } from '../errors/message-of.ts';
import { createHooks, type HooksOptions } from '../hooks/create-hooks.ts';
import type { EngineHooks } from '../hooks/hooks.ts';
import type { Problem } from '../model/problem.ts';
import { checkPlugin, kindOf } from './check-plugin.ts';
import type { Plugin } from './plugin.ts';
import { validateOptions } from './validate-options.ts';

export interface AssembleOptions extends HooksOptions {
  /** The config's file, for messages. */
  readonly file?: string;
}

/** Plugins whose options hold and whose taps are made. With any problem, nothing of it may run. */
export interface Assembly {
  readonly hooks: EngineHooks;
  readonly plugins: readonly Plugin[];
  readonly problems: readonly Problem[];
}

/**
 * Checks every entry of `plugins`, validates its options and calls its `setup`, each in isolation, and then forbids
 * further taps. Goes on after a mistake, so that those of all plugins arrive in one message.
 */
export function assemble(config: { readonly plugins?: unknown }, options: AssembleOptions): Assembly {
  const { file } = options;
  const hooks = createHooks(options);
  const plugins: Plugin[] = [];
  const problems: Problem[] = [];
  const names = new Set<string>();
  const entries: unknown = config.plugins ?? [];
  if (!Array.isArray(entries)) {
    problems.push(configProblem(`plugins is ${kindOf(entries)}, not an array`, file));
  }
  for (const [index, value] of Array.isArray(entries) ? entries.entries() : []) {
    const checked = checkPlugin({ value, index, file });
    if ('problems' in checked) {
      problems.push(...checked.problems);
      continue;
    }
    const { plugin } = checked;
    const path = `plugins[${index}]`;
    const place: ProblemPlace = { path, plugin: plugin.name, ...(file === undefined ? {} : { file }) };
    const isDuplicate = names.has(plugin.name);
    names.add(plugin.name);
    const found = isDuplicate
      ? [problemOf('PLUGIN_DUPLICATE', { plugin: plugin.name }, place)]
      : setUp(plugin, hooks, place);
    problems.push(...found);
    if (found.length === 0) plugins.push(plugin);
  }
  hooks.seal();
  return { hooks, plugins, problems };
}

function setUp(plugin: Plugin, hooks: EngineHooks, place: ProblemPlace): readonly Problem[] {
  const validated = validateOptions(plugin, place);
  if ('problems' in validated) return validated.problems;
  const failed = (detail: string): readonly Problem[] => [
    problemOf('PLUGIN_SETUP_FAILED', { plugin: plugin.name, detail }, place),
  ];
  try {
    const returned: unknown = plugin.definition.setup(
      { hooks: hooks.forPlugin(plugin.name) },
      validated.options,
    );
    if (kindOf(returned) !== 'a promise') return [];
    // Observed and dropped: what it does after this is refused, for the hooks are sealed by then.
    Promise.resolve(returned).catch(() => {});
    return failed('it returned a promise; setup only taps, and what takes time belongs into a tap');
  } catch (error) {
    return failed(messageOf(error));
  }
}

function configProblem(detail: string, file: string | undefined): Problem {
  const fix = 'Write a list, as in `plugins: [python()]`.';
  return problemOf(
    'CONFIG_INVALID',
    { detail, fix },
    { path: 'plugins', ...(file === undefined ? {} : { file }) },
  );
}
