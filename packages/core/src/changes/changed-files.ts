import { git } from './git.ts';
import { behindLinks, newLinks, readIndex } from './links.ts';
import { parseRawDiff } from './parse-raw-diff.ts';
import type { Repository } from './read-repository.ts';

/** What differs from the commits that a run compares with. */
export interface ChangedFiles {
  /** Relative to the config's folder, sorted, in NFC; both sides of a rename, deleted ones too. */
  readonly files: readonly string[];
  /** Files that differ from the last commit, untracked ones included. */
  readonly uncommitted: number;
  /** Submodules, changed links and repositories within this one: what differs behind them, git does not list. */
  readonly opaque: readonly string[];
}

/**
 * All files that differ between the commits and the work tree: committed, staged, unstaged and untracked ones. What was
 * committed is read from the trees alone, the rest is in the status already, so that no file is looked at twice. A
 * change that was committed and then taken back in the work tree counts. Null when git could not compare.
 */
export async function changedFiles(
  repository: Repository,
  commits: readonly string[],
): Promise<ChangedFiles | null> {
  const { cwd, env, prefix, status } = repository;
  const [index, ...differences] = await Promise.all([
    readIndex(repository),
    ...commits.map((commit) => git(cwd, [...DIFF, commit, 'HEAD', '--'], env)),
  ]);
  const committed = differences.map((text) => (text === null ? null : parseRawDiff(text)));
  const known = committed.filter((one) => one !== null);
  if (index === null || known.length < commits.length) return null;
  const relative = relativeTo(prefix);
  const found = [...[...known, status].flatMap((list) => list.files), ...index.unlooked];
  const files = new Set(found.map(relative));
  for (const file of behindLinks(found, index.links)) files.add(relative(file));
  return {
    files: [...files].sort(),
    uncommitted: status.files.length,
    opaque: [
      ...new Set([
        ...known.flatMap(({ opaque }) => opaque),
        ...status.opaque,
        ...(await newLinks(repository)),
      ]),
    ].map(relative),
  };
}

// --no-renames lists a rename as a deletion and an addition, which is what "both sides" means.
const DIFF = ['diff-tree', '-r', '--raw', '--no-renames', '--no-ext-diff', '--ignore-submodules=none', '-z'];

// A file outside the config's folder keeps its place with leading `../`, so that no glob over the folder matches it.
function relativeTo(prefix: string): (file: string) => string {
  const own = prefix.normalize('NFC');
  const folders = own.split('/').slice(0, -1);
  return (file) => {
    const path = file.normalize('NFC');
    if (path.startsWith(own)) return path.slice(own.length);
    const parts = path.split('/');
    let shared = 0;
    while (shared < folders.length && shared < parts.length - 1 && parts[shared] === folders[shared])
      shared += 1;
    return [...folders.slice(shared).map(() => '..'), ...parts.slice(shared)].join('/');
  };
}
