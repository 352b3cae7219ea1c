import { attemptKey } from './github-job.ts';
import type { Run } from './run.ts';

/**
 * Each attempt once. Pages overlap, and a run is read again while it goes on: of two records of one attempt the one that
 * says more counts, whatever their order.
 */
export function distinctRuns(runs: readonly Run[]): readonly Run[] {
  const byKey = new Map<string, Run>();
  for (const run of runs) {
    const key = attemptKey(run.id, run.attempt);
    const known = byKey.get(key);
    if (known === undefined || isBetter(run, known)) byKey.set(key, run);
  }
  return [...byKey.values()];
}

function isBetter(a: Run, b: Run): boolean {
  const isDone = Number(a.class !== 'running') - Number(b.class !== 'running');
  if (isDone !== 0) return isDone > 0;
  const later = (a.endedMs ?? 0) - (b.endedMs ?? 0) || a.jobs.length - b.jobs.length;
  if (later !== 0) return later > 0;
  // Neither is newer: any rule will do that does not ask which came first.
  return JSON.stringify(a) > JSON.stringify(b);
}
