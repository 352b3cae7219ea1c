import { relative, sep } from 'node:path';
import { realpath } from 'node:fs/promises';
import { git } from './git.ts';

type Env = Readonly<Record<string, string | undefined>>;

/**
 * All files that differ between a commit and the work tree, relative to `cwd`, sorted, in NFC: committed, staged,
 * unstaged and untracked ones, both sides of a rename, deletions too. Null when git could not say.
 */
export async function changedFiles(cwd: string, base: string, env: Env): Promise<readonly string[] | null> {
  const root = (await git(cwd, ['rev-parse', '--show-toplevel'], env))?.replace(/\n$/u, '');
  if (root === undefined) return null;
  // --no-renames lists a rename as a deletion and an addition, which is what "both sides" means.
  const [difference, untracked] = await Promise.all([
    git(root, ['diff', '--name-only', '--no-renames', '--no-ext-diff', '-z', base, '--'], env),
    git(root, ['ls-files', '--others', '--exclude-standard', '-z'], env),
  ]);
  if (difference === null || untracked === null) return null;
  const prefix = relative(await realpath(root), await realpath(cwd))
    .split(sep)
    .join('/');
  const files = new Set<string>();
  for (const file of `${difference}${untracked}`.split('\0')) {
    if (file !== '') files.add(relativeTo(prefix, file.normalize('NFC')));
  }
  return [...files].toSorted();
}

// A file outside the config's folder keeps its place with leading `../`, so that no glob over the folder matches it.
function relativeTo(prefix: string, file: string): string {
  if (prefix === '') return file;
  const normal = prefix.normalize('NFC');
  if (file.startsWith(`${normal}/`)) return file.slice(normal.length + 1);
  return `${normal
    .split('/')
    .map(() => '..')
    .join('/')}/${file}`;
}
