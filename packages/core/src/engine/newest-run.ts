import type { PlannedCheck } from '../model/plan.ts';
import type { CheckResult } from '../model/result.ts';
import type { RunReport } from '../model/report.ts';
import { saysNothingOf } from './says-nothing-of.ts';
import type { Judge, PlannedRun } from './judge.ts';

const WORST_FIRST = ['errored', 'timed_out', 'cancelled', 'failure', 'skipped', 'success'];

/**
 * What the parts say of a check, by itself: of the newest attempt that has a result for it the worst one. A rerun runs
 * again what failed and keeps the rest, so that the parts of one run are of several attempts. One that does not say of
 * which attempt it is counts with the newest. None is no result, and the gate blocks for it.
 */
export function newestRun(
  planned: PlannedCheck,
  reports: readonly RunReport[],
  judge: Judge,
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
  return worst === undefined ? [] : [{ planned, run: worst.run }];
}

const rankOf = ({ conclusion }: Pick<CheckResult, 'conclusion'>): number => WORST_FIRST.indexOf(conclusion);
