import type { PlannedCheck } from '../model/plan.ts';
import type { CheckResult, CheckRun } from '../model/result.ts';
import type { RunReport } from '../model/report.ts';
import { saysNothingOf } from './says-nothing-of.ts';
import type { Judge, PlannedRun } from './judge.ts';

const WORST_FIRST = ['errored', 'timed_out', 'cancelled', 'failure', 'skipped', 'success'];

/**
 * What came of a planned check, by itself. What this plan skips is skipped, with the reason of this plan: no machine was
 * told to run it, and none says why better. One that ran it all the same is heard.
 *
 * Else what the parts say of it: of the newest attempt that has a result for it the worst one. A rerun runs
 * again what failed and keeps the rest, so that the parts of one run are of several attempts. One that does not say of
 * which attempt it is counts with the newest. None is no result, and the gate blocks for it.
 */
export function newestRun(
  planned: PlannedCheck,
  reports: readonly RunReport[],
  { judge, now }: { readonly judge: Judge; readonly now: string },
): readonly PlannedRun[] {
  const found = reports.flatMap((report) => {
    const result = report.results.find(({ id }) => id === planned.id);
    return result === undefined || saysNothingOf(planned, result)
      ? []
      : [{ result, attempt: report.trigger.attempt ?? Number.POSITIVE_INFINITY }];
  });
  const newest = Math.max(...found.map(({ attempt }) => attempt).filter(Number.isFinite));
  const ranked = found
    .filter(({ attempt }) => attempt >= newest)
    .map(({ result }) => ({ run: result, rank: rankOf(judge.one(planned, result)) }));
  const [worst] = ranked.toSorted((a, b) => a.rank - b.rank);
  if (worst !== undefined) return [{ planned, run: worst.run }];
  return planned.decision === 'skip' ? [{ planned, run: skipped(planned, now) }] : [];
}

function skipped({ id, skip, reason }: PlannedCheck, startedAt: string): CheckRun {
  return {
    id,
    startedAt,
    durationMs: 0,
    attempts: [],
    skip: skip ?? 'not-selected',
    reason,
    artifacts: [],
  };
}

const rankOf = ({ conclusion }: Pick<CheckResult, 'conclusion'>): number => WORST_FIRST.indexOf(conclusion);
