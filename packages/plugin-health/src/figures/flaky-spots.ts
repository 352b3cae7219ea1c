import type { Run } from '../runs/run.ts';
import { baseName } from './base-name.ts';
import { isDecided } from './is-decided.ts';
import { WEEK_MS, type Window } from './window.ts';

/** What both passed and failed on one commit. Names are of any origin: escape them. */
export interface FlakySpot {
  readonly workflow: string;
  /** Null where only the workflow is known to have done it. */
  readonly job: string | null;
  /** On how many commits. */
  readonly commits: number;
  /** The newest run of these commits. */
  readonly last: { readonly at: string; readonly url: string | null };
}

const MOST = 20;
const PASSED = 1;
const FAILED = 2;

interface Seen {
  readonly workflow: string;
  readonly job: string | null;
  /** Bits: which of the two ends was seen. */
  classes: number;
  newest: Run;
}

/**
 * Jobs, and workflows whose jobs are not known, that passed and failed on one commit within 14 days, of commits with a
 * run in the window; most commits first, at most 20.
 */
export function flakySpots(runs: readonly Run[], { fromMs, toMs }: Window): readonly FlakySpot[] {
  const seen = new Map<string, Seen>();
  for (const run of runs) {
    const { sha, workflow, createdMs } = run;
    if (sha === undefined || createdMs > toMs || createdMs < fromMs - WEEK_MS || !isDecided(run)) continue;
    const named = run.jobs.filter(({ name }) => name !== undefined);
    const ends =
      named.length === 0
        ? [{ job: null, kind: run.class }]
        : named.map((job) => ({ job: job.name ?? null, kind: job.class }));
    for (const { job, kind } of ends) {
      if (kind !== 'pass' && kind !== 'fail') continue;
      const bit = kind === 'pass' ? PASSED : FAILED;
      // A text by hand: JSON of 20,000 runs would be a tenth of the time of all figures.
      const key = `${sha}\0${workflow}\0${job ?? ''}`;
      const known = seen.get(key);
      if (known === undefined) seen.set(key, { workflow: run.workflowName, job, classes: bit, newest: run });
      else {
        known.classes |= bit;
        if (run.createdMs > known.newest.createdMs) known.newest = run;
      }
    }
  }
  const flaky = [...seen.values()].filter(
    ({ classes, newest }) => classes === (PASSED | FAILED) && newest.createdMs >= fromMs,
  );
  return [
    ...Map.groupBy(flaky, ({ workflow, job }) => JSON.stringify([workflow, job && baseName(job)])).values(),
  ]
    .map(spotOf)
    .toSorted(
      (a, b) => b.commits - a.commits || compare(b.last.at, a.last.at) || compare(a.workflow, b.workflow),
    )
    .slice(0, MOST);
}

function spotOf(group: readonly Seen[]): FlakySpot {
  const newest = group.map((one) => one.newest).reduce((a, b) => (b.createdMs > a.createdMs ? b : a));
  const [{ workflow, job } = { workflow: '', job: null }] = group;
  return {
    workflow,
    job: job === null ? null : baseName(job),
    commits: new Set(group.map((one) => one.newest.sha)).size,
    last: { at: new Date(newest.createdMs).toISOString(), url: newest.url ?? null },
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
