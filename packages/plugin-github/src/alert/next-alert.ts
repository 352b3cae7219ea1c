import { isOlderRun } from '../comments/is-older-run.ts';
import type { AlertState } from './alert-section.ts';
import type { Occasion } from './occasion.ts';

/** What is to be done with the issue of a branch. */
export type AlertStep =
  | { readonly kind: 'nothing'; readonly why: 'well' | 'told' | 'superseded' }
  | { readonly kind: 'open'; readonly state: AlertState }
  | { readonly kind: 'update'; readonly state: AlertState }
  | { readonly kind: 'close'; readonly state: AlertState };

/**
 * One alert in a red period, and none twice for one run. A red run opens the issue or is counted in it, a green one closes
 * it; a run that is older than the newest that was told changes nothing, for runs end in any order.
 */
export function nextAlert(open: AlertState | undefined, occasion: Occasion): AlertStep {
  const { branch, isRed, run, runUrl } = occasion;
  if (open === undefined) {
    if (!isRed) return { kind: 'nothing', why: 'well' };
    return { kind: 'open', state: { branch, since: { ...run, url: runUrl }, newest: run, runs: 1 } };
  }
  if (isOlderRun(run, open.newest)) return { kind: 'nothing', why: 'superseded' };
  if (!isRed) return { kind: 'close', state: { ...open, newest: run } };
  const isSameRun = run.runId === open.newest.runId;
  if (isSameRun && run.attempt === open.newest.attempt) return { kind: 'nothing', why: 'told' };
  return { kind: 'update', state: { ...open, newest: run, runs: open.runs + (isSameRun ? 0 : 1) } };
}
