import type { Job, Run } from '../runs/run.ts';
import { baseName } from './base-name.ts';
import { WEEK_MS, type Window } from './window.ts';

/** A job of a workflow, all values of its matrix together, and what it cost. Names are of any origin: escape them. */
export interface HotSpot {
  readonly workflow: string;
  readonly job: string;
  /** How often it failed, in attempts of the window. */
  readonly failures: number;
  /** How often it passed or failed. */
  readonly decided: number;
  /** Its failures in the 7 days before. */
  readonly failuresBefore: number;
  /** The step that most often was the first to fail, and how often; null where no step is known. */
  readonly step: string | null;
  readonly stepFailures: number;
  /** Milliseconds on machines, and the share of all jobs' time, 0 to 1. */
  readonly timeMs: number;
  readonly timeShare: number;
  /** The newest run in which it failed. */
  readonly lastFailure: { readonly at: string; readonly url: string | null } | null;
}

const MOST = 20;

type Spot = { -readonly [K in keyof HotSpot]: HotSpot[K] } & { readonly steps: Map<string, number> };

/** The jobs that failed most in the window, then those that took most time; at most 20. Empty where no jobs are known. */
export function hotSpots(runs: readonly Run[], { fromMs, toMs }: Window): readonly HotSpot[] {
  const spots = new Map<string, Spot>();
  let totalMs = 0;
  for (const run of runs) {
    if (run.createdMs > toMs || run.createdMs < fromMs - WEEK_MS) continue;
    for (const job of run.jobs) {
      if (job.name === undefined) continue;
      const spot = spotOf(spots, run, baseName(job.name));
      if (run.createdMs >= fromMs) totalMs += addJob(spot, run, job);
      else if (job.class === 'fail') spot.failuresBefore += 1;
    }
  }
  return [...spots.values()]
    .filter(({ decided }) => decided > 0)
    .toSorted(
      (a, b) =>
        b.failures - a.failures ||
        b.timeMs - a.timeMs ||
        compare(a.workflow, b.workflow) ||
        compare(a.job, b.job),
    )
    .slice(0, MOST)
    .map(({ steps, ...spot }) => ({
      ...spot,
      ...mostOf(steps),
      timeShare: totalMs === 0 ? 0 : spot.timeMs / totalMs,
    }));
}

function spotOf(spots: Map<string, Spot>, { workflow, workflowName }: Run, job: string): Spot {
  const key = JSON.stringify([workflow, job]);
  const known = spots.get(key);
  if (known !== undefined) return known;
  const spot: Spot = {
    workflow: workflowName,
    job,
    failures: 0,
    decided: 0,
    failuresBefore: 0,
    step: null,
    stepFailures: 0,
    timeMs: 0,
    timeShare: 0,
    lastFailure: null,
    steps: new Map(),
  };
  spots.set(key, spot);
  return spot;
}

/** Adds a job of the window, and gives its time. */
function addJob(spot: Spot, run: Run, job: Job): number {
  const { class: kind, startedMs, endedMs } = job;
  if (kind !== 'pass' && kind !== 'fail') return 0;
  spot.decided += 1;
  const timeMs = startedMs === undefined || endedMs === undefined ? 0 : Math.max(0, endedMs - startedMs);
  spot.timeMs += timeMs;
  if (kind === 'pass') return timeMs;
  spot.failures += 1;
  const first = job.steps?.find((step) => step.class === 'fail');
  if (first !== undefined) spot.steps.set(first.name, (spot.steps.get(first.name) ?? 0) + 1);
  const at = new Date(run.createdMs).toISOString();
  const url = run.url ?? null;
  const last = spot.lastFailure;
  // Of two at one moment any will do that does not ask which came first.
  if (last === null || at > last.at || (at === last.at && (url ?? '') > (last.url ?? '')))
    spot.lastFailure = { at, url };
  return timeMs;
}

function mostOf(steps: ReadonlyMap<string, number>): Pick<HotSpot, 'step' | 'stepFailures'> {
  const [most] = [...steps].toSorted(([a, x], [b, y]) => y - x || compare(a, b));
  return { step: most?.[0] ?? null, stepFailures: most?.[1] ?? 0 };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
