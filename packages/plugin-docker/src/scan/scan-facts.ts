import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DockerOptions } from '../options.ts';
import { scanFiles } from './scan-files.ts';

/**
 * What `scanFiles` hold, by digest; null for one that is not there. A database is often ignored by git, and what git ignores is
 * no input: without this, a result would outlive the list of exceptions or the database that it was made with.
 */
export async function scanFacts(
  cwd: string,
  options: Pick<DockerOptions, 'scan'>,
): Promise<Readonly<Record<string, string | null>>> {
  const facts = scanFiles(options).map(async (path) => {
    const text = await readFile(join(cwd, path)).catch(() => undefined);
    return [path, text === undefined ? null : createHash('sha256').update(text).digest('hex')] as const;
  });
  return Object.fromEntries(await Promise.all(facts));
}
