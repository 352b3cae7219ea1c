import { oneLine } from '@sluice/core';
import { healthProblem } from './health-problem.ts';

/** A file that holds no runs: `what` says why, after its name. */
export function runsUnreadable(name: string, what: string): Error {
  return healthProblem(
    'HEALTH_RUNS_UNREADABLE',
    `${oneLine(name)} ${what}.`,
    'Give what GitHub answers: `gh api --paginate repos/OWNER/REPO/actions/runs > runs.json`.',
  );
}
