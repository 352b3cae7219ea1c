import { stat } from 'node:fs/promises';

/** Whether there is a file of this name, or a link to one. */
export async function isFile(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found?.isFile() === true;
}
