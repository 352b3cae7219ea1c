import type { Job, Run } from '../runs/run.ts';
import { runDuration } from './run-duration.ts';

const MINUTE_MS = 60_000;

/** GitHub's multipliers of minutes for its own machines; one of the user's own costs none. */
function multiplierOf(labels: readonly string[]): number {
  if (labels.includes('self-hosted')) return 0;
  if (labels.some((label) => label.startsWith('macos'))) return 10;
  return labels.some((label) => label.startsWith('windows')) ? 2 : 1;
}

/**
 * What the attempts cost in GitHub's minutes: each job rounded up to a whole minute, times the multiplier of its system.
 * An estimate: larger machines, and what a plan includes, are not known here. A run without jobs counts as one job on
 * Linux, which is too little for one that has several.
 */
export function estimatedMinutes(runs: readonly Run[]): number {
  return runs.reduce((sum, run) => sum + minutesOfRun(run), 0);
}

function minutesOfRun(run: Run): number {
  if (run.jobs.length === 0) return Math.ceil((runDuration(run) ?? 0) / MINUTE_MS);
  return run.jobs.reduce((sum, job) => sum + minutesOfJob(job), 0);
}

function minutesOfJob({ startedMs, endedMs, labels }: Job): number {
  const durationMs = startedMs === undefined || endedMs === undefined ? 0 : endedMs - startedMs;
  return Math.ceil(Math.max(0, durationMs) / MINUTE_MS) * multiplierOf(labels);
}
