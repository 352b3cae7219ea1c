import type { HistoryEntry } from '../model/check.ts';

const NEWEST = 5;
/** These ended early or never looked: their durations say nothing of how long the check takes. */
const UNTYPICAL = new Set(['skipped', 'cancelled', 'errored']);

/** Median duration of each check (by id with cell) over its newest runs. `history` is newest first. */
export function expectedDurations(history: readonly HistoryEntry[]): ReadonlyMap<string, number> {
  const samples = new Map<string, number[]>();
  for (const { id, durationMs, conclusion } of history) {
    if (UNTYPICAL.has(conclusion)) continue;
    const durations = samples.get(id);
    if (durations === undefined) samples.set(id, [durationMs]);
    else if (durations.length < NEWEST) durations.push(durationMs);
  }
  return new Map([...samples].map(([id, durations]) => [id, median(durations)]));
}

function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}
