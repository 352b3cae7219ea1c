import type { Run } from '../runs/run.ts';
import { nearestRank } from '../statistics/nearest-rank.ts';
import { incidents, type Incident } from './incidents.ts';
import type { Window } from './window.ts';

/** How long the branch was red and how long it took to mend. Milliseconds. */
export interface RedFigures {
  /** Incidents that ended in the window. */
  readonly recovered: number;
  /** Median of those, from the first failure's end to the next pass's; null without any. */
  readonly timeToGreenMs: number | null;
  /** Workflows that are red still. They are no part of `timeToGreenMs`: how long they will take is not known. */
  readonly open: number;
  /** How long the longest of them has been red; null without any. */
  readonly redForMs: number | null;
  /** How much of the window at least one workflow was red, and its share, 0 to 1. */
  readonly redMs: number;
  readonly redShare: number;
}

/** Red time of the runs of one branch. Give runs from before the window too: an incident may have begun there. */
export function redFigures(runs: readonly Run[], window: Window): RedFigures {
  const { fromMs, toMs } = window;
  const touching = incidents(runs.filter(({ startedMs }) => startedMs <= toMs)).filter(
    (incident) => incident.fromMs <= toMs && (incident.toMs ?? toMs) >= fromMs,
  );
  const [open, closed] = [
    touching.filter((incident) => (incident.toMs ?? Infinity) > toMs),
    touching.filter((incident) => (incident.toMs ?? Infinity) <= toMs),
  ];
  const times = closed.map((incident) => (incident.toMs ?? toMs) - incident.fromMs).toSorted((a, b) => a - b);
  const redMs = unionMs(touching, window);
  return {
    recovered: closed.length,
    timeToGreenMs: nearestRank(times, 0.5) ?? null,
    open: open.length,
    redForMs: open.reduce<number | null>((most, one) => Math.max(most ?? 0, toMs - one.fromMs), null),
    redMs,
    redShare: redMs / (toMs - fromMs),
  };
}

/** Two workflows red at once are one red branch. */
function unionMs(list: readonly Incident[], window: Window): number {
  let [total, covered] = [0, window.fromMs];
  for (const { fromMs, toMs } of list.toSorted((a, b) => a.fromMs - b.fromMs)) {
    const end = Math.min(toMs ?? window.toMs, window.toMs);
    if (end <= covered) continue;
    total += end - Math.max(fromMs, covered);
    covered = end;
  }
  return total;
}
