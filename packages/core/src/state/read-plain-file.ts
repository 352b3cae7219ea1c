import { constants } from 'node:fs';
import { open } from 'node:fs/promises';

/**
 * The bytes of a file in a folder that may be anybody's: a link is not followed, and a pipe that nobody writes to is not
 * waited for. Throws the system's error, or one that says that it is no file or too large.
 */
export async function readPlainFile(file: string, mostBytes = Number.POSITIVE_INFINITY): Promise<Buffer> {
  const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
  const handle = await open(file, flags);
  try {
    const facts = await handle.stat();
    if (!facts.isFile()) throw new Error('it is no file');
    if (facts.size > mostBytes) throw new Error(`it is larger than ${mostBytes / 1024 / 1024} MiB`);
    return await handle.readFile();
  } finally {
    await handle.close();
  }
}
