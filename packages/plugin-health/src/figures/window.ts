import type { Run } from '../runs/run.ts';

/** Both ends are part of it. Milliseconds since 1970. */
export interface Window {
  readonly fromMs: number;
  readonly toMs: number;
}

/** A rolling week: 168 hours, so that every weekday is in it once, whatever the clocks do. */
export const WEEK_MS = 7 * 24 * 60 * 60 * 1000;

/** The week that ends at `toMs`. */
export function weekUntil(toMs: number): Window {
  return { fromMs: toMs - WEEK_MS, toMs };
}

/** The runs that were created in it. A rerun stays where its run was created. */
export function runsWithin(runs: readonly Run[], { fromMs, toMs }: Window): readonly Run[] {
  return runs.filter(({ createdMs }) => createdMs >= fromMs && createdMs <= toMs);
}
