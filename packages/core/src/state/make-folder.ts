import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { errnoOf } from './state-unwritable.ts';

/**
 * Makes a folder with all above it. Throws the system's error, and always ends: Node's own `recursive` takes every
 * ENOENT for a missing parent and goes round for ever where the parent is there and takes no entries (below /proc).
 */
export async function makeFolder(dir: string): Promise<void> {
  const first = await refusalOf(dir);
  if (first === undefined) return;
  if (errnoOf(first) !== 'ENOENT') throw first;
  const parent = dirname(dir);
  if (!(await isFolder(parent))) await makeFolder(parent);
  // Once more, also where the parent is there: another run may have made it since, and then it was no refusal.
  const second = await refusalOf(dir);
  if (second !== undefined) throw second;
}

/** Undefined when the folder is there now, else what the system says. */
async function refusalOf(dir: string): Promise<unknown> {
  try {
    await mkdir(dir);
    return undefined;
  } catch (error) {
    return errnoOf(error) === 'EEXIST' && (await isFolder(dir)) ? undefined : error;
  }
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
