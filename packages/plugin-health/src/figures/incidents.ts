import type { Run } from '../runs/run.ts';
import { isDecided } from './is-decided.ts';

/** A workflow that was red, from the end of the first failure to the end of the next pass. Milliseconds since 1970. */
export interface Incident {
  readonly workflow: string;
  readonly fromMs: number;
  /** Absent when it is red still. */
  readonly toMs?: number;
}

/**
 * The times a workflow was red. Every attempt counts, in the order they ended: a rerun that passes ends the incident.
 * Runs of different branches are no sequence, so give those of one.
 */
export function incidents(runs: readonly Run[]): readonly Incident[] {
  const found: Incident[] = [];
  for (const [workflow, own] of Map.groupBy(runs.filter(isDecided), (run) => run.workflow)) {
    let redSince: number | undefined;
    for (const run of own.toSorted(byEnd)) {
      if (run.class === 'fail') redSince ??= endOf(run);
      else if (redSince !== undefined) {
        found.push({ workflow, fromMs: redSince, toMs: endOf(run) });
        redSince = undefined;
      }
    }
    if (redSince !== undefined) found.push({ workflow, fromMs: redSince });
  }
  return found;
}

/** A clock that went backwards must not end a run before it began. */
function endOf({ startedMs, endedMs = startedMs }: Run): number {
  return Math.max(startedMs, endedMs);
}

function byEnd(a: Run, b: Run): number {
  return endOf(a) - endOf(b) || compare(a.id, b.id) || a.attempt - b.attempt;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
