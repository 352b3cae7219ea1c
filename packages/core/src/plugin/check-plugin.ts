import { problemOf, type ProblemPlace } from '../errors/ci-error.ts';
import { messageOf } from '../errors/message-of.ts';
import type { Problem } from '../model/problem.ts';
import type { Plugin } from './plugin.ts';
import { unresolvedProblem } from './unresolved-plugin.ts';

const KEBAB_CASE = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/u;

/** Names with a meaning of their own: the plugin of `command()` checks, the engine as a source, folders of `.sluice/`. */
const RESERVED = new Set(['repo', 'gate', 'sluice', 'cache', 'runs', 'tools', 'plan', 'history']);

/** One entry of `plugins` in the config, and where it stands. */
export interface PluginEntry {
  readonly value: unknown;
  readonly index: number;
  readonly file?: string;
}

/** Says whether an entry of `plugins` has the shape of a plugin that this core can assemble. Options come later. */
export function checkPlugin(
  entry: PluginEntry,
): { readonly plugin: Plugin } | { readonly problems: readonly Problem[] } {
  const path = `plugins[${entry.index}]`;
  const place: ProblemPlace = entry.file === undefined ? { path } : { path, file: entry.file };
  const unresolved = unresolvedProblem(entry.value);
  if (unresolved !== undefined) return { problems: [unresolved] };
  let faults: readonly string[];
  try {
    faults = shapeFaults(entry.value);
    if (faults.length === 0) {
      const plugin = entry.value as Plugin;
      if (plugin.apiVersion === 1) return { plugin };
      const details = { plugin: plugin.name, found: String(plugin.apiVersion) };
      return { problems: [problemOf('PLUGIN_API_VERSION', details, { ...place, plugin: plugin.name })] };
    }
  } catch (error) {
    // A getter or a proxy of a stranger's.
    faults = [`reading it failed: ${messageOf(error)}`];
  }
  return {
    problems: faults.map((detail) => problemOf('PLUGIN_INVALID', { index: entry.index, detail }, place)),
  };
}

function shapeFaults(value: unknown): readonly string[] {
  const kind = kindOf(value);
  if (kind === 'a function') return ['it is a function; the plugin was not called'];
  if (kind !== 'an object') return [`it is ${kind}`];
  const plugin = value as Partial<Record<keyof Plugin, unknown>>;
  if (!Number.isInteger(plugin.apiVersion))
    return ['it has no apiVersion, so it was not made by definePlugin'];
  const nameFault = faultOfName(plugin.name);
  if (nameFault !== undefined) return [nameFault];
  // Of another version only the name is known to mean the same.
  if (plugin.apiVersion !== 1) return [];
  const name = String(plugin.name);
  const definition = plugin.definition as Readonly<Record<string, unknown>> | undefined;
  if (kindOf(definition) !== 'an object') return [`${name} has no definition`];
  return [
    ...(typeof plugin.version === 'string' && plugin.version !== '' ? [] : [`${name} has no version`]),
    ...definitionFaults(definition as Readonly<Record<string, unknown>>, name),
  ];
}

function definitionFaults(definition: Readonly<Record<string, unknown>>, name: string): readonly string[] {
  const faults: string[] = [];
  const add = (isFine: boolean, fault: string): void => void (isFine || faults.push(`${name}: ${fault}`));
  const { setup, options, permissions, commands } = definition;
  add(definition['name'] === name, 'its definition has another name');
  add(typeof setup === 'function', `setup is ${kindOf(setup)}, not a function`);
  for (const key of ['examine', 'permissionsFor']) {
    const value = definition[key];
    add(value === undefined || typeof value === 'function', `${key} is ${kindOf(value)}, not a function`);
  }
  add(options === undefined || isSchema(options), 'options is no zod schema');
  add(permissions === undefined || kindOf(permissions) === 'an object', 'permissions is no object');
  for (const key of ['failureRules', 'commands', 'workflows', 'workflowSetup']) {
    const list = definition[key];
    const isFine =
      list === undefined || (Array.isArray(list) && list.every((item) => kindOf(item) === 'an object'));
    add(isFine, `${key} is no array of objects`);
  }
  const { env, workflowKeeps: keeps } = definition;
  const isNames = (list: unknown): boolean =>
    Array.isArray(list) && list.every((item) => typeof item === 'string' && item !== '');
  add(env === undefined || isNames(env), 'env is no array of names of variables');
  add(keeps === undefined || isNames(keeps), 'workflowKeeps is no array of names of folders');
  const isCommand = (item: unknown): boolean => {
    const { name: verb, run } = (item ?? {}) as { name?: unknown; run?: unknown };
    return typeof verb === 'string' && verb !== '' && typeof run === 'function';
  };
  add(
    !Array.isArray(commands) || commands.every(isCommand),
    'each of its commands needs a name and a function run',
  );
  return faults;
}

function faultOfName(name: unknown): string | undefined {
  if (typeof name !== 'string') return 'it has no name';
  if (!KEBAB_CASE.test(name)) return `its name ${JSON.stringify(name)} is not in kebab-case`;
  return RESERVED.has(name) ? `its name "${name}" is reserved` : undefined;
}

function isSchema(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof (value as { safeParse?: unknown }).safeParse === 'function'
  );
}

/** What a value is, for a sentence: `an array`, `a promise`, `undefined`. */
export function kindOf(value: unknown): string {
  if (value === undefined || value === null) return String(value);
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'object') {
    return typeof (value as { then?: unknown }).then === 'function' ? 'a promise' : 'an object';
  }
  return `a ${typeof value}`;
}
