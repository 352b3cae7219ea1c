import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Tree } from './tree.ts';

/** Bounds that no repository that people work on reaches in what they write themselves. */
const DEEPEST = 8;
const MOST_FILES = 20_000;
const LARGEST_BYTES = 2_000_000;

/** Folders of tools, not of people: they may hold a hundred thousand files. */
const PASSED_OVER = new Set([
  '.git',
  '.hg',
  '.svn',
  '.sluice',
  'node_modules',
  '__pycache__',
  '.tox',
  '.nox',
  '.venv',
  'venv',
  '.eggs',
  '.direnv',
  '__pypackages__',
  '.mypy_cache',
  '.ruff_cache',
  '.pytest_cache',
  '.hypothesis',
  '.idea',
  'site-packages',
  'dist',
  'htmlcov',
  'target',
  'vendor',
]);

/**
 * Looks through a folder, breadth first, so that what is cut off is what lies deepest. Links to folders are not
 * followed: they may lead out of the repository, or round in circles.
 */
export function readTree(root: string): Tree {
  const files: string[] = [];
  let isPartial = false;
  let folders = [''];
  for (let depth = 0; folders.length > 0; depth += 1) {
    if (depth > DEEPEST) {
      isPartial = true;
      break;
    }
    const next: string[] = [];
    for (const folder of folders) {
      if (files.length >= MOST_FILES) {
        isPartial = true;
        break;
      }
      const found = look(root, folder);
      files.push(...found.files);
      next.push(...found.folders);
    }
    folders = next;
  }
  return {
    files: files.slice(0, MOST_FILES).toSorted(),
    read: (path) => readText(join(root, path)),
    isPartial,
  };
}

function look(
  root: string,
  folder: string,
): { readonly files: readonly string[]; readonly folders: readonly string[] } {
  const nothing = { files: [], folders: [] };
  const entries = attempt(() => readdirSync(join(root, folder), { withFileTypes: true })) ?? [];
  // A Python environment, whatever it is called.
  if (folder !== '' && entries.some(({ name }) => name === 'pyvenv.cfg' || name === 'conda-meta'))
    return nothing;
  const pathOf = (name: string): string => (folder === '' ? name : `${folder}/${name}`);
  const isFile = (path: string): boolean => attempt(() => statSync(join(root, path)).isFile()) ?? false;
  return {
    files: entries
      .filter((entry) => entry.isFile() || (entry.isSymbolicLink() && isFile(pathOf(entry.name))))
      .map(({ name }) => pathOf(name)),
    folders: entries
      .filter(
        (entry) => entry.isDirectory() && !PASSED_OVER.has(entry.name) && !entry.name.endsWith('.egg-info'),
      )
      .map(({ name }) => pathOf(name)),
  };
}

function readText(file: string): string | undefined {
  return attempt(() => {
    const { size } = statSync(file);
    return size > LARGEST_BYTES ? undefined : readFileSync(file, 'utf8').replace(/^\u{feff}/u, '');
  });
}

/** What cannot be read counts as not there: `init` guesses, and says what it guessed from. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
