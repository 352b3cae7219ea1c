import { lastAttempts } from '../runs/last-attempts.ts';
import type { Run } from '../runs/run.ts';
import { differenceInterval } from '../statistics/difference-interval.ts';
import type { Interval } from '../statistics/interval.ts';
import { medianInterval } from '../statistics/median-interval.ts';
import { nearestRank } from '../statistics/nearest-rank.ts';
import { sortedDurations } from './duration-figures.ts';
import { successFigures } from './success-figures.ts';
import { runsWithin, type Window } from './window.ts';

/** A figure of this week and of the week before, and how sure the difference is. */
export interface Change {
  readonly before: number;
  readonly now: number;
  readonly difference: number;
  /** 95 %; null when there are too few runs for one. */
  readonly interval: Interval | null;
  /** `unclear` as long as the interval holds zero, or is none. */
  readonly direction: 'up' | 'down' | 'unclear';
}

/** Against the 7 days before: the same weekdays. Null where one of the weeks has nothing to compare. */
export interface Trend {
  readonly from: string;
  readonly to: string;
  readonly rate: Change | null;
  /** Median duration of passes, in milliseconds. */
  readonly duration: Change | null;
}

/** Compares a window with the one of the same length before it. `runs` are distinct attempts. */
export function trendOf(runs: readonly Run[], { fromMs, toMs }: Window): Trend {
  // A run at the edge belongs to the later week alone.
  const before = { fromMs: fromMs - (toMs - fromMs), toMs: fromMs - 1 };
  const [earlier, later] = [before, { fromMs, toMs }].map((window) => lastAttempts(runsWithin(runs, window)));
  return {
    from: new Date(before.fromMs).toISOString(),
    to: new Date(fromMs).toISOString(),
    rate: rateChange(earlier ?? [], later ?? []),
    duration: durationChange(earlier ?? [], later ?? []),
  };
}

function rateChange(earlier: readonly Run[], later: readonly Run[]): Change | null {
  const [before, now] = [successFigures(earlier), successFigures(later)];
  if (before.rate === null || now.rate === null || before.interval === null || now.interval === null)
    return null;
  return change(
    { value: before.rate, interval: before.interval },
    { value: now.rate, interval: now.interval },
  );
}

function durationChange(earlier: readonly Run[], later: readonly Run[]): Change | null {
  const [before, now] = [earlier, later].map((runs) => {
    const sorted = sortedDurations(runs.filter((run) => run.class === 'pass'));
    const value = nearestRank(sorted, 0.5);
    return value === undefined ? undefined : { value, interval: medianInterval(sorted) };
  });
  return before === undefined || now === undefined ? null : change(before, now);
}

interface Side {
  readonly value: number;
  readonly interval: Interval | undefined;
}

function change(before: Side, now: Side): Change {
  const interval =
    before.interval === undefined || now.interval === undefined
      ? null
      : differenceInterval(
          { value: before.value, interval: before.interval },
          { value: now.value, interval: now.interval },
        );
  return {
    before: before.value,
    now: now.value,
    difference: now.value - before.value,
    interval,
    direction: directionOf(interval),
  };
}

function directionOf(interval: Interval | null): Change['direction'] {
  if (interval === null) return 'unclear';
  if (interval[0] > 0) return 'up';
  return interval[1] < 0 ? 'down' : 'unclear';
}
