import { dirname } from 'node:path';
import { ciError } from '../errors/ci-error.ts';
import { makeFolder } from './make-folder.ts';
import { ioDetail } from './state-unwritable.ts';
import { writeAtomic } from './write-atomic.ts';

/** Writes a file where somebody asked for it, with the folders above it. Throws FILE_UNWRITABLE with the reason. */
export async function writeInto(file: string, text: string): Promise<void> {
  try {
    await makeFolder(dirname(file));
  } catch (error) {
    throw ciError('FILE_UNWRITABLE', { file, detail: ioDetail(error) }, {}, error);
  }
  await writeAtomic(file, text, 'FILE_UNWRITABLE');
}
