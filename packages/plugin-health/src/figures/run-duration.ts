import type { Run } from '../runs/run.ts';

/** The longest that GitHub lets a run go on; what is longer was edited later. */
const LONGEST_MS = 35 * 24 * 60 * 60 * 1000;

/**
 * How long an attempt took in milliseconds, from its start to its end; undefined when it has not ended or its times
 * cannot be true: clocks that went backwards say nothing, and neither do months.
 */
export function runDuration({ class: kind, startedMs, endedMs }: Run): number | undefined {
  if (kind === 'running' || endedMs === undefined) return undefined;
  const durationMs = endedMs - startedMs;
  return durationMs >= 0 && durationMs <= LONGEST_MS ? durationMs : undefined;
}
