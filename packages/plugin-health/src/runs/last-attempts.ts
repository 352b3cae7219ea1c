import type { Run } from './run.ts';

/** Of each run the attempt with the highest number. `runs` are distinct. */
export function lastAttempts(runs: readonly Run[]): readonly Run[] {
  const last = new Map<string, Run>();
  for (const run of runs) {
    if ((last.get(run.id)?.attempt ?? 0) < run.attempt) last.set(run.id, run);
  }
  return [...last.values()];
}
