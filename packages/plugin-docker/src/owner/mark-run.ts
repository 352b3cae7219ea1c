import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { CheckContext } from '@sluice/core';
import { MARKS } from './marks.ts';
import type { Owner } from './owner.ts';
import { ownerText } from './owner-text.ts';

/**
 * Says that a run is under way and where its temporary folders are: one that is killed while it scans leaves an image
 * there, and nobody else knows that it is dead. Gives the mark's path, for the run's end to remove.
 */
export async function markRun(
  { stateDir, tempDir }: Pick<CheckContext, 'stateDir' | 'tempDir'>,
  owner: Owner,
): Promise<string> {
  const folder = join(stateDir, MARKS);
  await mkdir(folder, { recursive: true });
  const path = join(folder, ownerText(owner));
  await writeFile(path, dirname(tempDir));
  return path;
}
