import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { locateStateDir } from '@sluice/core';
import { storeProblem } from './store-problem.ts';

interface Place {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Where the database of a project is. Touches no disk. */
export function storeFile(place: Place): string {
  return join(locateStateDir(place).dir, 'health', 'health.db');
}

/** Makes the database's folder, and keeps the state folder out of git when this is the first that is put there. */
export async function makeStoreFolder(file: string): Promise<void> {
  const ignore = join(dirname(dirname(file)), '.gitignore');
  try {
    await mkdir(dirname(file), { recursive: true });
    if ((await readFile(ignore, 'utf8').catch(() => '')).trim() === '') await writeFile(ignore, '*\n');
  } catch (error) {
    throw storeProblem(file, error);
  }
}
