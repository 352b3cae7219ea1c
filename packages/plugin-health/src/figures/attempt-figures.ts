import { lastAttempts } from '../runs/last-attempts.ts';
import type { Run } from '../runs/run.ts';
import { isDecided } from './is-decided.ts';

/** How runs did without a rerun, and what reruns changed. */
export interface AttemptFigures {
  /** Share of runs that passed at their first attempt, 0 to 1; null when none was decided. */
  readonly firstAttemptRate: number | null;
  /** The denominator of `firstAttemptRate`. */
  readonly firstAttempts: number;
  /** Of those: the first attempt is not in the data, and counts as failed because there was another one. */
  readonly firstAttemptsAssumed: number;
  /** Runs that failed first and passed in the end. */
  readonly rescuedByRerun: number;
}

/**
 * First attempts, of attempts within the window. GitHub's list of runs has only the last attempt of each; when that is
 * not the first, the first one is taken to have failed: a run that passed is hardly ever run again, and a rate that
 * leaves such runs out would look better than CI is. What is assumed is counted.
 */
export function attemptFigures(runs: readonly Run[]): AttemptFigures {
  const first = new Map(runs.filter(({ attempt }) => attempt === 1).map((run) => [run.id, run]));
  const failedBefore = new Set(
    runs.filter((run) => run.class === 'fail').map(({ id, attempt }) => `${id}#${attempt}`),
  );
  let [passed, failed, assumed, rescued] = [0, 0, 0, 0];
  for (const last of lastAttempts(runs)) {
    const known = first.get(last.id);
    if (known?.class === 'pass') passed += 1;
    else if (known?.class === 'fail') failed += 1;
    else if (known === undefined && isDecided(last)) assumed += 1;
    const hadFailed =
      known === undefined ||
      Array.from({ length: last.attempt - 1 }).some((_, index) =>
        failedBefore.has(`${last.id}#${index + 1}`),
      );
    if (last.attempt > 1 && last.class === 'pass' && hadFailed) rescued += 1;
  }
  const total = passed + failed + assumed;
  return {
    firstAttemptRate: total === 0 ? null : passed / total,
    firstAttempts: total,
    firstAttemptsAssumed: assumed,
    rescuedByRerun: rescued,
  };
}
