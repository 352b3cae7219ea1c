import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { git } from './git.ts';

/** Files that differ from the last commit, each with what is in it now; everything else is as committed. */
export type TreeSnapshot = ReadonlyMap<string, string>;

/** Undefined without git. Two calls of git whatever the size of the tree, and a read of the files that differ. */
export async function snapshotTree(
  cwd: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<TreeSnapshot | undefined> {
  const root = (await git(cwd, ['rev-parse', '--show-toplevel'], env))?.replace(/\n$/u, '');
  if (root === undefined) return undefined;
  const text = await git(root, ['status', '--porcelain', '-z', '--untracked-files=all', '--no-renames'], env);
  if (text === null) return undefined;
  const files = text
    .split('\0')
    .filter((entry) => entry !== '')
    .map((entry) => entry.slice(3));
  const contents = await Promise.all(
    files.map(async (file) => {
      const bytes = await readFile(join(root, file)).catch(() => undefined);
      return [file, bytes === undefined ? 'gone' : createHash('sha256').update(bytes).digest('hex')] as const;
    }),
  );
  return new Map(contents);
}

/** Files that changed from one snapshot to the other, sorted. */
export function changedBetween(before: TreeSnapshot, after: TreeSnapshot): readonly string[] {
  const files = new Set([...before.keys(), ...after.keys()]);
  return [...files].filter((file) => before.get(file) !== after.get(file)).toSorted();
}
