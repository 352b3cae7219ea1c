import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { ciError } from '../errors/ci-error.ts';
import { ioDetail, stateUnwritable } from './state-unwritable.ts';

/** Which words a failed write gets: those of the state folder, or those of any other file (`ci.lock.json`). */
export type WriteCode = 'STATE_UNWRITABLE' | 'FILE_UNWRITABLE';

/**
 * Writes a whole file or leaves the old one untouched, whatever happens in between: a temporary sibling, then a
 * rename. The folder must exist. Throws a CiError that says why the write failed.
 *
 * No fsync: a killed process loses nothing of what it handed to the kernel, and a run's evidence need not
 * outlive the machine it was gathered on.
 */
export async function writeAtomic(
  file: string,
  data: string | Uint8Array,
  code: WriteCode = 'STATE_UNWRITABLE',
): Promise<void> {
  // Hidden, so that a reader's glob over the folder does not pick up a file that was never finished.
  const temporary = join(dirname(file), `.${basename(file)}.${randomBytes(6).toString('hex')}.tmp`);
  try {
    const handle = await open(temporary, 'wx');
    try {
      await handle.writeFile(data);
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    if (code === 'STATE_UNWRITABLE') throw stateUnwritable(dirname(file), error);
    throw ciError(code, { file, detail: ioDetail(error) }, {}, error);
  }
}
