import type { RunReport } from '../model/report.ts';

/** A chain of checks, each of which waited for the one before it, and how long they took one after another. */
export interface CriticalPath {
  readonly ids: readonly string[];
  readonly durationMs: number;
}

/** The chain of `needs` that took longest: with any number of places to run in, the run cannot be shorter. */
export function criticalPath({ plan, results }: Pick<RunReport, 'plan' | 'results'>): CriticalPath {
  const durations = new Map(results.map((result) => [result.id, result.durationMs]));
  const paths = new Map<string, CriticalPath>();
  let longest: CriticalPath = { ids: [], durationMs: 0 };
  // A plan is in execution order, so what a check needs was seen before it; anything else is not waited for.
  for (const planned of plan.checks) {
    let before: CriticalPath = { ids: [], durationMs: 0 };
    for (const need of planned.needs) {
      const path = paths.get(need);
      if (path !== undefined && path.durationMs > before.durationMs) before = path;
    }
    const durationMs = durations.get(planned.id) ?? 0;
    const path = { ids: [...before.ids, planned.id], durationMs: before.durationMs + durationMs };
    paths.set(planned.id, path);
    if (path.durationMs > longest.durationMs) longest = path;
  }
  return longest;
}
