import type { HistoryEntry } from '@sluice/core';

/** What of this build and of earlier ones tells how much the cache saved. */
export interface TimeInput {
  readonly buildMs: number;
  readonly steps: number;
  readonly cachedSteps: number;
  /** Newest first. */
  readonly history: readonly HistoryEntry[];
}

/**
 * How much time the cache saved: what the newest recorded build took that found nothing in it, less what this one
 * took. Undefined when there is none, when it had another number of steps, or when this one found nothing either: then
 * nobody knows.
 */
export function timeSavedMs({ buildMs, steps, cachedSteps, history }: TimeInput): number | undefined {
  if (cachedSteps === 0) return undefined;
  const cold = history.find(
    ({ conclusion, metrics }) =>
      conclusion === 'success' && metrics['steps'] === steps && metrics['cachedSteps'] === 0,
  );
  const coldMs = cold?.metrics['buildMs'];
  return coldMs === undefined ? undefined : Math.max(0, coldMs - buildMs);
}
