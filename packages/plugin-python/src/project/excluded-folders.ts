import { readdir } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';

const DEEPEST = 3;

/** Folders no environment is looked for in: they may be very large, and every tool leaves them out by itself. */
const PASSED_OVER = new Set([
  '.git',
  '.hg',
  '.svn',
  'node_modules',
  '__pycache__',
  '.tox',
  '.nox',
  '.mypy_cache',
  '.ruff_cache',
]);

/**
 * Folders that must not be looked at, relative to `cwd` with forward slashes: Sluice's own state, what
 * setuptools built, and Python environments inside the tree, whatever they are called. With one of those Black takes minutes, is about somebody
 * else's code, and its fixer would rewrite that code.
 */
export async function excludedFolders(cwd: string, stateFolder = '.sluice'): Promise<readonly string[]> {
  const state = relative(cwd, resolve(cwd, stateFolder)).split('\\').join('/');
  const found: string[] = state === '' || state.startsWith('..') ? [] : [state];
  await collect(cwd, '', 1, found);
  if (await isBuildOutput(join(cwd, 'build'))) found.push('build');
  return found.toSorted();
}

/** A `build` folder of setuptools; a package or a folder of scripts may have that name too. */
async function isBuildOutput(folder: string): Promise<boolean> {
  return (await readdir(folder).catch(() => [])).some(
    (name) => name === 'lib' || /^(bdist|lib|temp)\./.test(name),
  );
}

async function collect(cwd: string, folder: string, depth: number, found: string[]): Promise<void> {
  const entries = await readdir(join(cwd, folder), { withFileTypes: true }).catch(() => []);
  if (folder !== '' && entries.some((entry) => entry.name === 'pyvenv.cfg' || entry.name === 'conda-meta')) {
    found.push(folder);
    return;
  }
  if (depth > DEEPEST) return;
  for (const entry of entries) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (!entry.isDirectory() || PASSED_OVER.has(entry.name) || found.includes(path)) continue;
    await collect(cwd, path, depth + 1, found);
  }
}

/** A regular expression over paths that begin with, or hold, one of the folders. */
export function foldersPattern(folders: readonly string[]): string {
  return folders.map((folder) => `(^|/)${folder.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)}/`).join('|');
}
