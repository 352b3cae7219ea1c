import type { CheckResult, Verdict } from '@sluice/core';
import type { RunStamp } from '../comments/comment-section.ts';
import type { GithubEnvironment } from '../environment/github-environment.ts';

/** A run that says something of a branch: that it is broken, or that it is well. */
export interface Occasion {
  readonly branch: string;
  readonly isRed: boolean;
  readonly run: RunStamp;
  readonly runUrl: string;
  /** Why, one sentence each; not escaped. */
  readonly reasons: readonly string[];
}

interface Decided {
  readonly verdict: Verdict;
  readonly results: readonly Pick<CheckResult, 'conclusion'>[];
}

/** Events whose run is of the branch itself. A merge queue and a pull request try a change before it is there. */
const OF_THE_BRANCH = new Set(['push', 'schedule', 'workflow_dispatch']);

/**
 * What a run says of its branch; nothing for a run of a pull request, of another branch, of a part of the plan, for a block
 * that is advice until a day, and for one that was cancelled before anything failed.
 *
 * @param branches those that are watched beside the default branch.
 */
export function occasionOf(
  environment: GithubEnvironment,
  { verdict, results }: Decided,
  branches: readonly string[],
): Occasion | undefined {
  const { event, ref, runId, attempt, headSha, runUrl, defaultBranch } = environment;
  const branch = /^refs\/heads\/(.+)$/u.exec(ref)?.[1];
  if (branch === undefined || !OF_THE_BRANCH.has(event)) return undefined;
  if (branch !== defaultBranch && !branches.includes(branch)) return undefined;
  if (verdict.partial === true) return undefined;
  const isRed = verdict.level === 'block';
  if (isRed && (verdict.enforcedFrom !== undefined || isOnlyCancelled(results))) return undefined;
  const reasons = verdict.objections.filter(({ level }) => level === 'block').map(({ message }) => message);
  return { branch, isRed, run: { runId, attempt, headSha }, runUrl, reasons: [...new Set(reasons)] };
}

function isOnlyCancelled(results: Decided['results']): boolean {
  const conclusions = new Set(results.map(({ conclusion }) => conclusion));
  return (
    conclusions.has('cancelled') &&
    !['failure', 'errored', 'timed_out'].some((one) => conclusions.has(one as 'failure'))
  );
}
