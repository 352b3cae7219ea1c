import { isDecided } from '../figures/is-decided.ts';
import { WEEK_MS } from '../figures/window.ts';
import { lastAttempts } from '../runs/last-attempts.ts';
import type { Run } from '../runs/run.ts';
import type { Evaluation } from './alert-state.ts';

const TEN = 10;
const IN_A_ROW = 3;

/**
 * What was known at a moment, of the distinct attempts of one branch: only what had ended by then. So an evaluation that
 * is made up for later says what it would have said.
 */
export function evaluationAt(runs: readonly Run[], atMs: number): Evaluation {
  const ended = lastAttempts(
    runs.filter((run) => isDecided(run) && endOf(run) <= atMs && run.createdMs <= atMs),
  ).toSorted(byEnd);
  const week = ended.filter(({ createdMs }) => createdMs >= atMs - WEEK_MS);
  const ten = week.slice(-TEN);
  return {
    atMs,
    success: week.filter((run) => run.class === 'pass').length,
    decided: week.length,
    stuckMs: [...Map.groupBy(ended, ({ workflow }) => workflow).values()].reduce(
      (most, own) => Math.max(most, stuckFor(own, atMs)),
      0,
    ),
    isTenPassed: ten.length === TEN && ten.every((run) => run.class === 'pass'),
  };
}

/** How long a workflow has been failing, when it did so at least three times in a row. */
function stuckFor(own: readonly Run[], atMs: number): number {
  const lastPass = own.findLastIndex((run) => run.class === 'pass');
  const failures = own.slice(lastPass + 1);
  const [first] = failures;
  // A workflow that nobody runs any more is not waited for.
  const isCurrent = (own.at(-1)?.createdMs ?? 0) >= atMs - WEEK_MS;
  return first === undefined || failures.length < IN_A_ROW || !isCurrent ? 0 : atMs - endOf(first);
}

function endOf({ startedMs, endedMs = startedMs }: Run): number {
  return Math.max(startedMs, endedMs);
}

function byEnd(a: Run, b: Run): number {
  return endOf(a) - endOf(b) || (a.id < b.id ? -1 : Number(a.id > b.id));
}
