import { readFile, realpath, stat } from 'node:fs/promises';
import { dirname, extname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { importsOf, type Imports } from './imports-of.ts';
import { moduleFile } from './module-file.ts';
import { CONFIG_PLACES } from './places.ts';
import { packageNames } from './resolve-plugin.ts';

/** What a config is made of, with paths from its folder. Its name for whoever composes is `ConfigSources`. */
interface Sources {
  readonly files: readonly string[];
  readonly folders: readonly string[];
  readonly isOpen: boolean;
}

const AROUND = /^(?:(?:\.\.\/)+|\/)$/u;

/** More files than any config imports: beyond it, any module is taken for a part of it. */
const MOST_FILES = 500;

/** What is found on the way; all paths absolute and real. */
interface Walk {
  readonly files: Set<string>;
  readonly folders: Set<string>;
  isOpen: boolean;
}

/**
 * The files that make the config of a folder: it, what it imports, and the packages of the repository among that with
 * the packages of the repository that those depend on. Read off the text, without running anything: an import that is
 * computed, or leads nowhere, opens the list to every module. What lies in `node_modules` is not listed: a lockfile
 * says when that changes.
 */
export async function configSources(cwd: string): Promise<Sources> {
  const walk: Walk = { files: new Set(), folders: new Set(), isOpen: false };
  const home = await realpath(cwd).catch(() => cwd);
  for (const place of CONFIG_PLACES) {
    const file = join(home, place);
    if (!(await isFile(file))) continue;
    await visit(file, walk);
    break;
  }
  const fromHome = (path: string): string => relative(home, path).split(sep).join('/').normalize('NFC');
  const folders = [...walk.folders].map((folder) => `${fromHome(folder)}/`);
  // A package that is the folder itself, or holds it: its modules can be a part of the config, its data is not.
  const [around, beside] = [
    folders.filter((folder) => AROUND.test(folder)),
    folders.filter((folder) => !AROUND.test(folder)),
  ];
  return {
    files: [...walk.files].map(fromHome),
    folders: beside,
    isOpen: walk.isOpen || around.length > 0,
  };
}

async function visit(given: string, walk: Walk): Promise<void> {
  const file = await realpath(given).catch(() => given);
  if (walk.files.has(file)) return;
  if (walk.files.size >= MOST_FILES) {
    walk.isOpen = true;
    return;
  }
  walk.files.add(file);
  const text = await readFile(file, 'utf8').catch(() => '');
  const { specifiers, computed } = extname(file) === '.json' ? namesOf(text) : importsOf(text);
  if (computed.length > 0) walk.isOpen = true;
  // From where it was asked for: a linked config still means the project it stands in.
  for (const specifier of specifiers) await follow(specifier, given, walk);
}

async function follow(specifier: string, from: string, walk: Walk): Promise<void> {
  if (specifier.startsWith('node:')) return;
  if (/^\.{0,2}\/|^\.{1,2}$|^file:/u.test(specifier)) {
    const target = specifier.startsWith('file:')
      ? fileURLToPath(specifier)
      : resolve(dirname(from), specifier.replace(/[?#].*$/u, ''));
    const file = moduleFile(target);
    if (file === undefined) walk.isOpen = true;
    else await visit(file, walk);
  } else if (specifier.startsWith('#')) walk.isOpen = true;
  else {
    const name = /^(?:@[^/]+\/)?[^/]+/u.exec(specifier)?.[0] ?? specifier;
    await visitPackage(name, dirname(from), walk);
  }
}

/** A package that is linked from the repository, and those that it depends on. */
async function visitPackage(name: string, from: string, walk: Walk): Promise<void> {
  const folder = await packageFolder(name, from);
  if (folder === undefined || folder.split(sep).includes('node_modules') || walk.folders.has(folder)) return;
  walk.folders.add(folder);
  const manifest = await readFile(join(folder, 'package.json'), 'utf8').then(parseRecord, () => ({}));
  // Those for development too: a build may take them in.
  for (const key of ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies']) {
    const dependencies = (manifest as Readonly<Record<string, unknown>>)[key];
    for (const dependency of Object.keys((dependencies as object | undefined) ?? {}))
      await visitPackage(dependency, folder, walk);
  }
}

async function packageFolder(name: string, from: string): Promise<string | undefined> {
  for (let folder = from; ; folder = dirname(folder)) {
    const found = await realpath(join(folder, 'node_modules', name)).catch(() => undefined);
    if (found !== undefined) return found;
    if (dirname(folder) === folder) return undefined;
  }
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}

/** The plugins that the JSON form of a config names. */
function namesOf(text: string): Imports {
  const { plugins } = parseRecord(text);
  const entries = Array.isArray(plugins) ? (plugins as readonly unknown[]) : [];
  const names = entries.map((entry) => (Array.isArray(entry) ? (entry as readonly unknown[])[0] : entry));
  const known = names.filter((name) => typeof name === 'string');
  return { specifiers: known.flatMap(packageNames), computed: [] };
}

function parseRecord(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/u, ''));
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
  } catch {
    return {};
  }
}
