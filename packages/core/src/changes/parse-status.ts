import type { Commit } from './commit.ts';

/** What `git status` says: the commit it stands on and everything that differs from it. */
export interface Status {
  readonly sha?: string;
  /** Absent on a detached head. */
  readonly branch?: string;
  /** Changed, staged, deleted, unmerged and untracked ones, relative to the repository's root, as git writes them. */
  readonly files: readonly string[];
  /** Those of them that git does not know yet. */
  readonly untracked: readonly string[];
  /** Those that are, or were, submodules, links or repositories of their own: what differs behind them, git does not list. */
  readonly opaque: readonly string[];
}

/** Reads `git status --porcelain=v2 --branch -z --no-renames`. */
export function parseStatus(text: string): Status {
  const files: string[] = [];
  const untracked: string[] = [];
  const opaque: string[] = [];
  const heads = new Map<string, string>();
  const entries = text.split('\0');
  for (let index = 0; index < entries.length; index += 1) {
    const entry = entries[index] ?? '';
    const kind = entry[0];
    if (kind === '#') {
      const [, name = '', ...rest] = entry.split(' ');
      heads.set(name, rest.join(' '));
    } else if (kind === '?' || kind === '!') {
      untracked.push(entry.slice(2));
    } else if (kind === '1' || kind === '2' || kind === 'u') {
      // The path comes after a fixed number of fields and may hold spaces.
      const path = afterFields(entry, kind === '1' ? 8 : kind === '2' ? 9 : 10);
      files.push(path);
      // A rename has its other side as an entry of its own, whatever was asked for.
      if (kind === '2') files.push(entries[(index += 1)] ?? '');
      if (entry[5] === 'S' || / 120000 /u.test(entry.slice(0, 40))) opaque.push(path);
    }
  }
  const [sha, branch] = [heads.get('branch.oid'), heads.get('branch.head')];
  return {
    ...(sha === undefined || sha === '(initial)' ? {} : { sha }),
    ...(branch === undefined || branch === '(detached)' ? {} : { branch }),
    files: [...files, ...untracked],
    untracked,
    // A folder among files is a repository within this one.
    opaque: [...opaque, ...untracked.filter((path) => path.endsWith('/'))],
  };
}

function afterFields(entry: string, fields: number): string {
  let at = 0;
  for (let field = 0; field < fields; field += 1) at = entry.indexOf(' ', at) + 1;
  return entry.slice(at);
}

/** The commit under test as a report has it. */
export function commitOf({ sha, branch, files }: Status): Commit | undefined {
  if (sha === undefined) return undefined;
  const isDirty = files.length > 0;
  return branch === undefined ? { sha, isDirty } : { sha, branch, isDirty };
}
