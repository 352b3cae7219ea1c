import { z } from '@sluice/core';
import type { AlertState } from '../alert/alert-state.ts';
import { alertUntil } from '../alert/alert-until.ts';
import { countedRuns } from '../figures/counted-runs.ts';
import { defaultBranch, isOnDefaultBranch } from '../figures/default-branch.ts';
import type { HealthOptions } from '../options.ts';
import type { Run } from '../runs/run.ts';
import type { HealthStore } from '../store/health-store.ts';

const stored = z.object({
  state: z.enum(['ok', 'watch', 'alert', 'recovering']),
  sinceMs: z.number(),
  lastMs: z.number(),
});

/**
 * The state of the alert at a moment, which is stored. By confidence it is of the default branch alone: a pull request is
 * work in progress, and should fail now and then. By the bare threshold it is of what the status is of: everything.
 */
export function alertNow(
  store: HealthStore,
  {
    runs,
    nowMs,
    options,
  }: { readonly runs: readonly Run[]; readonly nowMs: number; readonly options: HealthOptions },
): AlertState {
  const { threshold, exclude, alert } = options;
  const mode = alert === false ? 'confidence' : alert.mode;
  const { counted } = countedRuns(runs, exclude);
  const main = mode === 'threshold' ? null : defaultBranch(counted, options.defaultBranch);
  const before = stored.safeParse(store.fact('alert'));
  const state = alertUntil(main === null ? counted : counted.filter((run) => isOnDefaultBranch(run, main)), {
    // A clock that was ahead once must not stop all evaluations until it is reached.
    stored: before.success && before.data.lastMs <= nowMs ? before.data : undefined,
    toMs: nowMs,
    rules: { threshold, mode },
  });
  store.setFact('alert', state);
  return state;
}
