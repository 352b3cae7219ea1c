import type { Run } from '../runs/run.ts';
import { nearestRank } from '../statistics/nearest-rank.ts';
import { isDecided } from './is-decided.ts';
import { runDuration } from './run-duration.ts';

/** Durations in milliseconds; null when none is known. */
export interface DurationFigures {
  /** How many runs have a duration that can be true. */
  readonly measured: number;
  /** The mean: one run that hangs moves it, so read `p50Ms` beside it. */
  readonly averageMs: number | null;
  /** Nearest rank. */
  readonly p50Ms: number | null;
  /** Nearest rank; below 20 runs it is the longest. */
  readonly p95Ms: number | null;
}

/** Durations of decided runs, from the start of an attempt to its end. */
export function durationFigures(runs: readonly Run[]): DurationFigures {
  const sorted = sortedDurations(runs);
  const sum = sorted.reduce((total, durationMs) => total + durationMs, 0);
  return {
    measured: sorted.length,
    averageMs: sorted.length === 0 ? null : sum / sorted.length,
    p50Ms: nearestRank(sorted, 0.5) ?? null,
    p95Ms: nearestRank(sorted, 0.95) ?? null,
  };
}

/** The durations of decided runs, ascending. */
export function sortedDurations(runs: readonly Run[]): readonly number[] {
  return runs
    .filter(isDecided)
    .flatMap((run) => runDuration(run) ?? [])
    .toSorted((a, b) => a - b);
}
