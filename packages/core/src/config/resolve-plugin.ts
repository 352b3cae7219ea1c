import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { problemOf, type ProblemPlace } from '../errors/ci-error.ts';
import { messageOf } from '../errors/message-of.ts';
import { suggest } from '../errors/suggest.ts';
import type { Problem } from '../model/problem.ts';
import { kindOf } from '../plugin/check-plugin.ts';
import type { Plugin } from '../plugin/plugin.ts';
import { unresolvedPlugin } from '../plugin/unresolved-plugin.ts';
import { carried } from './carried.ts';

/** An entry of `plugins` in a JSON config. */
interface JsonEntry {
  readonly entry: unknown;
  readonly index: number;
  readonly file: string;
}

/**
 * The plugin that a JSON entry names, looked for from the config's folder among what is installed; nothing is ever
 * downloaded. When it is not there, a stand-in that carries the problem.
 */
export async function resolvePlugin({ entry, index, file }: JsonEntry): Promise<unknown> {
  const place = { path: `plugins[${index}]`, file };
  const [name, options, ...rest] =
    typeof entry === 'string' ? [entry] : Array.isArray(entry) ? (entry as unknown[]) : [];
  if (typeof name !== 'string' || name === '' || rest.length > 0) {
    const detail = `it is ${kindOf(entry)}; write ["<name>", { <options> }]`;
    return unresolvedPlugin(problemOf('PLUGIN_INVALID', { index, detail }, place));
  }
  const names = packageNames(name);
  const [found, other] = await installed(names, file);
  if (found === undefined) {
    const details = { plugin: name, names: names.join(', '), fix: howToInstall(name) };
    return unresolvedPlugin(problemOf('PLUGIN_NOT_FOUND', details, place));
  }
  if (other !== undefined) {
    // Either could be meant, and what a check means for the merge is no matter for a guess.
    const details = { plugin: name, first: found.name, second: other.name };
    return unresolvedPlugin(problemOf('PLUGIN_AMBIGUOUS', details, place));
  }
  return callFactory({ ...found, options, index, place });
}

/**
 * The plugin that a command line names where no config lists it: installed beside `from`, an absolute folder, and made
 * without options. Undefined when it is not there, or is no plugin.
 */
export async function namedPlugin(name: string, from: string): Promise<Plugin | undefined> {
  const file = join(from, 'ci.config.json');
  const [found] = await installed(packageNames(name), file);
  if (found === undefined) return undefined;
  const place = { path: name, file };
  const plugin = await callFactory({ ...found, options: undefined, index: 0, place });
  return isPlugin(plugin) ? plugin : undefined;
}

function isPlugin(value: unknown): value is Plugin {
  const { apiVersion, definition } = (value ?? {}) as {
    readonly apiVersion?: unknown;
    readonly definition?: unknown;
  };
  return apiVersion === 1 && typeof definition === 'object' && definition !== null;
}

/** `python` is ours or a stranger's; a name with a scope or our prefix is a package's own. */
export function packageNames(name: string): readonly string[] {
  const isFull = name.startsWith('@') || name.includes('/') || name.startsWith('sluice-plugin-');
  return isFull ? [name] : [`@sluice/plugin-${name}`, `sluice-plugin-${name}`];
}

/** Ours: the only names that a message tells to install, for a package of a name mistyped may be anybody's. */
const FIRST_PARTY = ['python', 'security', 'docker', 'health', 'github'];

function howToInstall(name: string): string {
  const short = name.replace(/^@sluice\/plugin-/u, '');
  if (FIRST_PARTY.includes(short)) return `Run \`npm install --save-dev @sluice/plugin-${short}\`.`;
  const near = suggest(short, FIRST_PARTY);
  if (near !== undefined) return `Did you mean ${JSON.stringify(near)}?`;
  return 'Install the one that you mean in this project (nothing is downloaded for a config), or take the entry out.';
}

interface Installed {
  readonly name: string;
  readonly path: string;
}

/** Those of the names that are installed, in their order. */
async function installed(names: readonly string[], file: string): Promise<readonly Installed[]> {
  // From the folder, not the file: a linked config still means the project it stands in.
  const require = createRequire(join(dirname(file), 'ci.config.json'));
  const found: Installed[] = [];
  for (const name of names) {
    // A path would load what is not installed.
    if (!/^(?:@[\w.-]+\/)?[\w-][\w.-]*$/u.test(name)) continue;
    try {
      found.push({ name, path: require.resolve(name) });
    } catch (error) {
      // Installed, but for `import` alone.
      if ((error as NodeJS.ErrnoException).code !== 'ERR_PACKAGE_PATH_NOT_EXPORTED') continue;
      const { createJiti } = await import('jiti');
      const path = createJiti(file).esmResolve(name, { try: true });
      if (path !== undefined) found.push({ name, path });
    }
  }
  if (found.length > 0) return found;
  return names.flatMap((name) => {
    const path = carried(name);
    return path === undefined ? [] : [{ name, path }];
  });
}

interface Found {
  readonly name: string;
  readonly path: string;
  readonly options: unknown;
  readonly index: number;
  readonly place: ProblemPlace;
}

async function callFactory({ name, path, options, index, place }: Found): Promise<unknown> {
  const refuse = (problem: Problem): unknown => unresolvedPlugin(problem);
  try {
    const url = path.startsWith('file:') ? path : pathToFileURL(path).href;
    const module = (await import(url)) as Readonly<Record<string, unknown>>;
    const exportName = camelCase(name.replace(/^@[^/]+\//u, '').replace(/^(?:sluice-)?plugin-/u, ''));
    const factory = module[exportName] ?? module['plugin'] ?? module['default'];
    if (typeof factory !== 'function') {
      const detail = `package ${name} exports no plugin: neither ${exportName} nor a default`;
      return refuse(problemOf('PLUGIN_INVALID', { index, detail }, place));
    }
    return options === undefined ? factory() : factory(options);
  } catch (error) {
    return refuse(problemOf('CONFIG_IMPORT_FAILED', { detail: `${name}: ${messageOf(error)}` }, place));
  }
}

function camelCase(name: string): string {
  return name.replace(/-+([a-z0-9])/gu, (_, letter: string) => letter.toUpperCase());
}
