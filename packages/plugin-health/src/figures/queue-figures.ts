import type { Run } from '../runs/run.ts';
import { nearestRank } from '../statistics/nearest-rank.ts';

/** How long jobs waited for a machine, in milliseconds; null when the data has no jobs. */
export interface QueueFigures {
  /** How many jobs have both moments, the right way round. */
  readonly queuedJobs: number;
  readonly queueP50Ms: number | null;
  readonly queueP95Ms: number | null;
}

/** Queue time of a job: `started_at - created_at`. A job that was skipped waited for nothing. */
export function queueFigures(runs: readonly Run[]): QueueFigures {
  const sorted = runs
    .flatMap(({ jobs }) => jobs)
    .flatMap(({ class: kind, createdMs, startedMs }) =>
      kind === 'other' || createdMs === undefined || startedMs === undefined ? [] : [startedMs - createdMs],
    )
    .filter((waitMs) => waitMs >= 0)
    .toSorted((a, b) => a - b);
  return {
    queuedJobs: sorted.length,
    queueP50Ms: nearestRank(sorted, 0.5) ?? null,
    queueP95Ms: nearestRank(sorted, 0.95) ?? null,
  };
}
