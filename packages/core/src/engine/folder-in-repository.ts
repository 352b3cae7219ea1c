import { lstatSync, realpathSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

/**
 * A folder's path within its git repository, with forward slashes: what must stand before a finding's path where
 * somebody else shows it. Undefined at the repository's root and outside of one.
 */
export function folderInRepository(cwd: string): string | undefined {
  const start = realpathOf(cwd);
  for (let folder = start; ; folder = dirname(folder)) {
    // A folder in a clone, a file in a worktree or submodule.
    if (lstatSync(join(folder, '.git'), { throwIfNoEntry: false }) !== undefined)
      return relative(folder, start).split(sep).join('/') || undefined;
    if (dirname(folder) === folder) return undefined;
  }
}

function realpathOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
