import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { errnoOf } from './state-unwritable.ts';

/**
 * Makes a folder with all above it. Throws the system's error, and always ends: Node's own `recursive` takes every
 * ENOENT for a missing parent and goes round for ever where the parent is there and takes no entries (below /proc).
 */
export async function makeFolder(dir: string): Promise<void> {
  try {
    await mkdir(dir);
  } catch (error) {
    if (errnoOf(error) === 'EEXIST' && (await isFolder(dir))) return;
    const parent = dirname(dir);
    if (errnoOf(error) !== 'ENOENT' || (await isFolder(parent))) throw error;
    await makeFolder(parent);
    await makeFolder(dir);
  }
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
