import type { Run } from '../runs/run.ts';

const PULL_REQUEST = /^pull_request/u;

/** The name of the default branch: the one given, else `main` or `master` when it has runs; null when neither has. */
export function defaultBranch(runs: readonly Run[], given?: string): string | null {
  if (given !== undefined) return given;
  const own = new Set(
    runs.filter(({ event }) => !PULL_REQUEST.test(event ?? '')).map(({ branch }) => branch),
  );
  return ['main', 'master'].find((name) => own.has(name)) ?? null;
}

/**
 * Whether a run tells of the default branch: pushes, schedules and the merge queue into it. A pull request is work in
 * progress, and one from a fork's `main` only has the same name.
 */
export function isOnDefaultBranch({ branch, event }: Run, name: string): boolean {
  if (branch === undefined || PULL_REQUEST.test(event ?? '')) return false;
  return branch === name || branch.startsWith(`gh-readonly-queue/${name}/`);
}
