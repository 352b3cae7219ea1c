import { lastAttempts } from '../runs/last-attempts.ts';
import type { Run } from '../runs/run.ts';

/** The newest runs of one workflow, oldest first. */
export interface Strip {
  /** Of any origin: escape it. */
  readonly name: string;
  readonly runs: readonly Run[];
}

const MOST_STRIPS = 16;
const MOST_RUNS = 60;
/** In all strips together: each cell takes some 150 bytes of the page, which is to stay below 150 KB. */
const MOST_CELLS = 480;

/** The last attempts of each workflow's newest runs; the workflows with the newest runs first. */
export function stripsOf(runs: readonly Run[]): {
  readonly strips: readonly Strip[];
  readonly hiddenStrips: number;
} {
  const groups = [...Map.groupBy(lastAttempts(runs), ({ workflow }) => workflow).values()]
    .flatMap((own) => {
      const sorted = own.toSorted(byTime);
      const newest = sorted.at(-1);
      return newest === undefined ? [] : [{ newest, runs: sorted }];
    })
    .toSorted((a, b) => byTime(b.newest, a.newest));
  const shown = groups.slice(0, MOST_STRIPS);
  const most = Math.min(MOST_RUNS, Math.floor(MOST_CELLS / Math.max(1, shown.length)));
  return {
    strips: shown.map((group) => ({ name: group.newest.workflowName, runs: group.runs.slice(-most) })),
    hiddenStrips: groups.length - shown.length,
  };
}

function byTime(a: Run, b: Run): number {
  return a.createdMs - b.createdMs || (a.id < b.id ? -1 : Number(a.id > b.id));
}
