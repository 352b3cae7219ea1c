import { availableParallelism } from 'node:os';
import type { HistoryEntry } from '@sluice/core';

/** A suite that takes longer than this by itself is worth the start of several processes. */
const WORTHWHILE_MS = 60_000;
const MOST = 4;

/** How many processes run the tests, and why that is not 1. */
export interface Workers {
  readonly count: number;
  readonly why?: string;
}

/**
 * A number is obeyed. `auto` is one process until a recorded run without pytest-xdist took longer than a minute: a suite
 * is not written to be run in parallel until somebody finds out. A retry is never parallel, so that what only fails
 * beside other tests passes, and is shown as flaky.
 */
export function chooseWorkers(
  wanted: number | 'auto',
  { history, isRetry, hasXdist }: { history: readonly HistoryEntry[]; isRetry: boolean; hasXdist: boolean },
): Workers {
  if (isRetry || wanted === 0 || wanted === 1) return { count: 1 };
  if (!hasXdist) return { count: 1 };
  if (wanted !== 'auto') return { count: wanted, why: 'the option workers' };
  const serial = history.find(
    ({ conclusion, metrics }) => conclusion === 'success' && (metrics['workers'] ?? 1) <= 1,
  );
  const count = Math.min(MOST, availableParallelism());
  const tookMs = serial?.metrics['durationMs'] ?? serial?.durationMs ?? 0;
  if (tookMs <= WORTHWHILE_MS || count < 2) return { count: 1 };
  return { count, why: `the last run in one process took ${Math.round(tookMs / 1000)} s` };
}
