import { git } from './git.ts';

/** Where the work tree stands. */
export interface Commit {
  readonly sha: string;
  /** Absent on a detached head. */
  readonly branch?: string;
  readonly isDirty: boolean;
}

/**
 * The commit under test, in one call of git. Undefined without git, outside a repository, and before the first
 * commit: a run goes on without it, and says so through its changes.
 */
export async function readCommit(
  cwd: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Commit | undefined> {
  const text = await git(
    cwd,
    ['status', '--porcelain=v2', '--branch', '-z', '--untracked-files=normal', '--', '.'],
    env,
  );
  if (text === null) return undefined;
  return parseCommit(text);
}

/** Reads `git status --porcelain=v2 --branch -z`. */
export function parseCommit(text: string): Commit | undefined {
  const entries = text.split('\0').filter((entry) => entry !== '');
  const header = (name: string): string | undefined =>
    entries.find((entry) => entry.startsWith(`# branch.${name} `))?.slice(`# branch.${name} `.length);
  const sha = header('oid');
  if (sha === undefined || sha === '(initial)') return undefined;
  const branch = header('head');
  const isDirty = entries.some((entry) => !entry.startsWith('# '));
  return branch === undefined || branch === '(detached)' ? { sha, isDirty } : { sha, branch, isDirty };
}
