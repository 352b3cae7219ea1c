import { createHash } from 'node:crypto';
import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { dirname, join, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { compareText } from '../model/compare-text.ts';
import { filesBelow } from './content-id.ts';

/** A package, named by its content. */
export interface PackageDigest {
  /** Absolute, links resolved. */
  readonly folder: string;
  /** `@sluice/plugin-python 0.1.0`. */
  readonly name: string;
  readonly digest: string;
}

interface Manifest {
  readonly name?: unknown;
  readonly version?: unknown;
  readonly files?: unknown;
  readonly dependencies?: unknown;
  readonly peerDependencies?: unknown;
  readonly optionalDependencies?: unknown;
}

const MOST_PACKAGES = 500;
/** Not code that a plugin runs. */
const LEFT_OUT = new Set(['node_modules', '.git', '.sluice', 'coverage']);

/**
 * Names the package that a file belongs to by what it publishes, and all that it depends on by name and version; what
 * lies outside of any `node_modules` (a linked workspace) is still being written, so it counts with its content.
 * Undefined for a file of no package. Throws the system's error for what cannot be read.
 */
export function packageDigest(file: string): PackageDigest | undefined {
  const found = findPackageJSON(pathToFileURL(file));
  if (found === undefined) return undefined;
  const folder = realpathSync(dirname(found));
  const hash = createHash('sha256');
  hash.update(contentDigest(folder, realpathSync(file)));
  const others = dependencies(folder, new Map([[folder, '']]));
  for (const [path, digest] of [...others].sort(([a], [b]) => compareText(a, b))) {
    if (path !== folder) hash.update(`\0${digest}`);
  }
  return { folder, name: nameOf(manifestOf(folder)), digest: hash.digest('hex') };
}

function dependencies(folder: string, known: Map<string, string>): ReadonlyMap<string, string> {
  const manifest = manifestOf(folder);
  const lists = [manifest.dependencies, manifest.peerDependencies, manifest.optionalDependencies];
  const names = lists.flatMap((list) => (typeof list === 'object' && list !== null ? Object.keys(list) : []));
  for (const name of names) {
    const path = folderOf(name, folder);
    if (path === undefined || known.has(path)) continue;
    if (known.size >= MOST_PACKAGES) throw new Error(`more than ${MOST_PACKAGES} packages`);
    const isInstalled = path.includes(`${sep}node_modules${sep}`);
    // Core's own version is in every key, and while it is developed its folder changes with every test.
    const isCore = name === '@sluice/core';
    known.set(path, `${nameOf(manifestOf(path))} ${isInstalled || isCore ? '' : contentDigest(path)}`);
    dependencies(path, known);
  }
  return known;
}

function folderOf(name: string, from: string): string | undefined {
  try {
    const found = findPackageJSON(name, pathToFileURL(join(from, 'package.json')));
    return found === undefined ? undefined : realpathSync(dirname(found));
  } catch {
    // An optional or a peer dependency that is not installed.
    return undefined;
  }
}

function contentDigest(folder: string, file?: string): string {
  const hash = createHash('sha256');
  for (const path of publishedFiles(folder, file)) {
    hash.update(`${path}\0`).update(
      createHash('sha256')
        .update(readFileSync(join(folder, path)))
        .digest(),
    );
  }
  return hash.digest('hex');
}

/** What `files` of the manifest names, where that is plain and holds the file in question; else all. */
function publishedFiles(folder: string, file: string | undefined): readonly string[] {
  const { files } = manifestOf(folder);
  const named = Array.isArray(files) ? files.map(String).filter((name) => !name.startsWith('!')) : [];
  const isPlain =
    named.length > 0 && named.every((name) => /^[\w./-]+$/u.test(name) && !name.startsWith('..'));
  const holdsFile = file === undefined || named.some((name) => isIn(file, join(folder, name)));
  if (!isPlain || !holdsFile) return regularBelow(folder, '');
  return ['package.json', ...named]
    .filter((name) => existsSync(join(folder, name)))
    .flatMap((name) => (statSync(join(folder, name)).isDirectory() ? regularBelow(folder, name) : [name]))
    .sort(compareText);
}

function regularBelow(folder: string, name: string): readonly string[] {
  const prefix = name === '' ? '' : `${name.replace(/\/$/u, '')}/`;
  return filesBelow(join(folder, name), (entry) => LEFT_OUT.has(entry))
    .map((path) => `${prefix}${path}`)
    .filter((path) => statSync(join(folder, path), { throwIfNoEntry: false })?.isFile() === true);
}

const isIn = (file: string, folder: string): boolean => file === folder || file.startsWith(`${folder}${sep}`);

function manifestOf(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
}

function nameOf({ name, version }: Manifest): string {
  return `${typeof name === 'string' ? name : 'a package'} ${typeof version === 'string' ? version : ''}`.trim();
}
