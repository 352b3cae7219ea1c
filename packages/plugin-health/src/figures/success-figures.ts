import type { Run } from '../runs/run.ts';
import type { Interval } from '../statistics/interval.ts';
import { wilsonInterval } from '../statistics/wilson-interval.ts';

/** Counts of runs, and the rate of those that were decided. */
export interface SuccessFigures {
  /** Last attempts that ended as a pass or a failure: the denominator of `rate`. */
  readonly decided: number;
  readonly success: number;
  /** `timed_out` and `startup_failure` among them. */
  readonly failure: number;
  /** Of `failure`: the CI system's own, a broken workflow file or no machine. */
  readonly startupFailure: number;
  /** Cancelled, skipped, neutral, stale, and conclusions that nobody knows. */
  readonly other: number;
  /** For an approval. */
  readonly waiting: number;
  readonly running: number;
  /** `success / decided`, 0 to 1, unrounded; null when nothing was decided, which is neither 0 % nor 100 %. */
  readonly rate: number | null;
  /** Wilson, 95 %. */
  readonly interval: Interval | null;
}

/** Counts last attempts. Definition: a run is decided when it says something about the code or the CI system. */
export function successFigures(last: readonly Run[]): SuccessFigures {
  const counts = { pass: 0, fail: 0, other: 0, waiting: 0, running: 0 };
  for (const run of last) counts[run.class] += 1;
  const { pass, fail, ...rest } = counts;
  const decided = pass + fail;
  return {
    decided,
    success: pass,
    failure: fail,
    startupFailure: last.filter(({ conclusion }) => conclusion === 'startup_failure').length,
    ...rest,
    rate: decided === 0 ? null : pass / decided,
    interval: wilsonInterval(pass, decided) ?? null,
  };
}
