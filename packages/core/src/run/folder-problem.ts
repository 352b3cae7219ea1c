import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Check } from '../model/check.ts';

/** Why a check cannot work in its folder; undefined when it can. A program started in none would look as if it were missing. */
export async function folderProblem(cwd: string, check: Check): Promise<string | undefined> {
  if (check.folder === undefined) return undefined;
  const found = await stat(resolve(cwd, check.folder)).catch(() => undefined);
  return found?.isDirectory() === true ? undefined : `its folder ${check.folder} is not there`;
}
