import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { git } from './git.ts';
import type { Repository } from './read-repository.ts';

/**
 * Every best common commit of `tip` and the commit under test: more than one where two branches were merged into each
 * other. Empty when none is known for certain: in a shallow clone git answers from the part of the history that is
 * there, and what it then names may be older than the true one, with other differences.
 */
export async function mergeBases(repository: Repository, tip: string): Promise<readonly string[]> {
  const { cwd, env, isShallow } = repository;
  const text = await git(cwd, ['merge-base', '--all', tip, 'HEAD'], env);
  const bases = (text ?? '').split('\n').filter((line) => line !== '');
  if (bases.length === 0 || !isShallow) return bases;
  return (await isHistoryWhole(repository, tip, bases)) ? bases : [];
}

/**
 * True when no commit between the bases and the two tips is one at which the clone was cut off. Then every path from
 * a tip to a common commit is there to be walked, and no better common commit can hide behind a cut.
 */
async function isHistoryWhole(
  { cwd, env, shallowFile }: Repository,
  tip: string,
  bases: readonly string[],
): Promise<boolean> {
  const [between, cuts] = await Promise.all([
    git(cwd, ['rev-list', tip, 'HEAD', '--not', ...bases, '--'], env),
    readFile(resolve(cwd, shallowFile), 'utf8').catch(whenGone),
  ]);
  if (between === null || cuts === null) return false;
  const cutOff = new Set(cuts.split('\n'));
  return !between.split('\n').some((commit) => commit !== '' && cutOff.has(commit));
}

/** A clone that was deepened to its first commit is cut off nowhere, and has no such file any more. */
function whenGone(error: NodeJS.ErrnoException): string | null {
  return error.code === 'ENOENT' ? '' : null;
}
