import { git } from './git.ts';
import type { Repository } from './read-repository.ts';

/** Commits that are fetched beyond the point where a shallow clone ends. Enough for any branch that is alive. */
const DEPTH = 1000;
/** A remote that is slow must not hold up a run: without an answer by then everything counts as changed. */
const MOST_MS = 60_000;

/** What to fetch: a single commit, or more of the history of HEAD and of a branch. */
export type Wanted = { readonly commit: string } | { readonly branch?: string };

/**
 * Fetches once into a shallow clone, or a branch into a clone of another one. Never a prompt, never tags, never submodules. Whether it was
 * enough is for the caller to see from the history.
 */
export async function deepen({ cwd, env, status, isShallow }: Repository, wanted: Wanted): Promise<void> {
  const remotes = ((await git(cwd, ['remote'], env)) ?? '').split('\n').filter((name) => name !== '');
  const remote = remotes.includes('origin') ? 'origin' : remotes[0];
  if (remote === undefined || remote.startsWith('-')) return;
  const what =
    'commit' in wanted
      ? ['--depth=1', remote, wanted.commit]
      : [
          ...(isShallow ? [`--deepen=${DEPTH}`] : []),
          remote,
          ...(isShallow && status.sha !== undefined ? [status.sha] : []),
          ...(wanted.branch === undefined
            ? []
            : [`+refs/heads/${wanted.branch}:refs/remotes/${remote}/${wanted.branch}`]),
        ];
  await git(cwd, ['fetch', ...QUIETLY, ...what], env, MOST_MS);
}

const QUIETLY = ['--quiet', '--no-tags', '--no-recurse-submodules', '--no-auto-maintenance'];
