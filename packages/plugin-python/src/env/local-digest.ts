import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LocalDependency } from '../project/local-dependencies.ts';

const PASSED_OVER = /^(?:\..*|node_modules|__pycache__|site-packages|build|dist|.*\.egg-info|.*\.pyc)$/u;

/**
 * What of a path dependency an environment is made from: the files that describe it where it is editable, else all that
 * it holds, for then a copy is installed, and one of yesterday's code would be tested.
 */
export async function localDigest({ folder, files, isEditable }: LocalDependency): Promise<string> {
  const hash = createHash('sha256').update(isEditable ? 'editable' : 'copy');
  const held = isEditable ? files : await filesIn(folder);
  // Of a path that is no folder, such as a wheel, it is the file itself.
  for (const file of held.length === 0 ? [folder] : held)
    hash.update(`\0${file}\0`).update(await readFile(file).catch(() => ''));
  return hash.digest('hex');
}

async function filesIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  if (entries.some(({ name }) => name === 'pyvenv.cfg' || name === 'conda-meta')) return [];
  const own = entries
    .filter(({ name }) => !PASSED_OVER.test(name))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const found = await Promise.all(
    own.map(async (entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? filesIn(path) : entry.isFile() ? [path] : [];
    }),
  );
  return found.flat();
}
