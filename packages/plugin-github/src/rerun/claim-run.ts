import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { locateStateDir } from '@sluice/core';

interface Place {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** GitHub reruns nothing that is older. */
const MOST_AGE_MS = 31 * 86_400_000;

/**
 * Takes a run up for a rerun, unless somebody has: of two that were started at once on one machine, only one gets it. On
 * several machines the workflow's `concurrency` does that. Gives how to let go again, or nothing when it is taken.
 * A state folder that cannot be written stops nobody.
 */
export async function claimRun(place: Place, runId: number): Promise<(() => Promise<void>) | undefined> {
  const folder = join(locateStateDir(place).dir, 'github', 'claims');
  const file = join(folder, String(runId));
  try {
    await mkdir(folder, { recursive: true });
    await removeOld(folder);
    await writeFile(file, '', { flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return undefined;
  }
  return async () => rm(file, { force: true });
}

async function removeOld(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const file = join(folder, name);
    const { mtimeMs } = await stat(file);
    if (Date.now() - mtimeMs > MOST_AGE_MS) await rm(file, { force: true });
  }
}
