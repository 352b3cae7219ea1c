import type { Run } from '../runs/run.ts';
import type { AlertRules, AlertState } from './alert-state.ts';
import { evaluationAt } from './evaluation-at.ts';
import { nextAlert } from './next-alert.ts';

/** The moments of evaluation, in UTC: the same on every machine. */
const EVERY_MS = 6 * 60 * 60 * 1000;
const MOST_BACK_MS = 14 * 24 * 60 * 60 * 1000;

/**
 * The state at a moment: the stored one, or `ok` two weeks ago, with each evaluation since then made up for. A runner of
 * CI starts with an empty disk every time; from the same runs it comes to the same state as a machine that kept it.
 */
export function alertUntil(
  runs: readonly Run[],
  {
    stored,
    toMs,
    rules,
  }: { readonly stored: AlertState | undefined; readonly toMs: number; readonly rules: AlertRules },
): AlertState {
  const startMs = Math.max(stored?.lastMs ?? 0, toMs - MOST_BACK_MS);
  let state: AlertState = stored ?? { state: 'ok', sinceMs: startMs, lastMs: 0 };
  for (let atMs = (Math.floor(startMs / EVERY_MS) + 1) * EVERY_MS; atMs < toMs; atMs += EVERY_MS)
    state = nextAlert(state, evaluationAt(runs, atMs), rules);
  return nextAlert(state, evaluationAt(runs, toMs), rules);
}
