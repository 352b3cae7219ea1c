import { readFile, stat } from 'node:fs/promises';
import { runsUnreadable } from './runs-unreadable.ts';

/** 100,000 runs as GitHub gives them are some 1.2 GB with all fields, and a tenth of it with those that are read. */
const MAX_BYTES = 256 * 1024 * 1024;

/** The text of the file. Throws a CiError of code HEALTH_RUNS_UNREADABLE. */
export async function readRunsText(path: string, name: string): Promise<string> {
  try {
    const { size } = await stat(path);
    if (size > MAX_BYTES) throw runsUnreadable(name, `is larger than ${MAX_BYTES / 1024 / 1024} MiB`);
    return (await readFile(path, 'utf8')).replace(/^\uFEFF/u, '');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code?.startsWith('E') !== true) throw error;
    throw runsUnreadable(name, code === 'ENOENT' ? 'is not there' : `cannot be read: ${code}`);
  }
}
