import type { Changes } from '../model/changes.ts';
import { changedFiles } from './changed-files.ts';
import { git } from './git.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** What was asked for: everything, or a comparison with one commit. */
export interface ChangesRequest {
  readonly cwd: string;
  readonly env: Env;
  readonly all?: boolean;
  /** From `--base`, else SLUICE_BASE. */
  readonly base?: string;
}

const everything = (method: string, reason: string): Changes => ({ scope: 'all', method, reason, files: [] });

/**
 * Which files count as changed. Without a base that is known for certain everything does: an empty or a guessed
 * difference is never a proof that nothing is affected.
 */
export async function resolveChanges(request: ChangesRequest): Promise<Changes> {
  const { cwd, env } = request;
  if (request.all === true) return everything('all-requested', 'all files (--all)');
  const base = request.base ?? env['SLUICE_BASE'];
  if (base === undefined || base === '')
    return everything('no-base', 'all files (no base to compare with was given)');
  if (base.startsWith('-'))
    return everything('base-unknown', `all files (${base} is not the name of a commit)`);
  const mergeBase = (await git(cwd, ['merge-base', base, 'HEAD'], env))?.trim();
  if (mergeBase === undefined || mergeBase === '') {
    return everything('base-unknown', `all files (no common commit with ${base} is known here)`);
  }
  const files = await changedFiles(cwd, mergeBase, env);
  if (files === null) return everything('no-difference', `all files (git could not compare with ${base})`);
  if (files.length === 0) return everything('empty-difference', `all files (nothing differs from ${base})`);
  return {
    scope: 'files',
    method: 'base-option',
    reason: `${base} ${mergeBase.slice(0, 7)} (merge-base), ${files.length} ${files.length === 1 ? 'file' : 'files'} changed`,
    base: mergeBase,
    files,
  };
}
