import { compareText } from '../model/compare-text.ts';
import type { PlannedCheck } from '../model/plan.ts';
import { joinByNeeds } from './join-by-needs.ts';

/** Checks that one machine runs. */
export interface CheckGroup {
  /** Ids with cell, sorted: those that are planned to run. */
  readonly checks: readonly string[];
  /** False when none of them is required. */
  readonly isRequired: boolean;
}

/**
 * Shares a plan's checks out over machines: those that `needs` joins stay together, for what a check leaves on disk is not
 * on another machine. `most` machines at most; where there are more groups, the smallest are put together, so that none
 * gets much more than another. The same plan gives the same groups.
 *
 * @throws RangeError when `most` is less than 1.
 */
export function groupChecks(checks: readonly PlannedCheck[], most: number): readonly CheckGroup[] {
  if (!(most >= 1)) throw new RangeError(`${most} machines cannot run anything`);
  const running = checks
    .filter(({ decision }) => decision === 'run')
    .toSorted((a, b) => compareText(a.id, b.id));
  const joined = joinByNeeds(running);
  const bins = joined.length <= most ? joined : fill(joined, Math.floor(most));
  return bins
    .map((bin) => ({
      checks: bin.map(({ id }) => id).toSorted(compareText),
      isRequired: bin.some(({ level }) => level === 'required'),
    }))
    .toSorted((a, b) => compareText(a.checks[0] ?? '', b.checks[0] ?? ''));
}

type Group = readonly PlannedCheck[];

/** The largest first, each into the emptiest: at most a third above the best there is (Graham 1969, LPT). */
function fill(groups: readonly Group[], count: number): readonly Group[] {
  const bins = Array.from({ length: count }, (): PlannedCheck[] => []);
  const sorted = groups.toSorted(
    (a, b) => b.length - a.length || compareText(a[0]?.id ?? '', b[0]?.id ?? ''),
  );
  for (const group of sorted) {
    const emptiest = bins.reduce((least, bin) => (bin.length < least.length ? bin : least));
    emptiest.push(...group);
  }
  return bins.filter((bin) => bin.length > 0);
}
