import { describe, expect, it } from 'vitest';
import type { HistoryEntry } from '@sluice/core';
import { timeSavedMs } from '../../src/build/time-saved.ts';

const entry = (buildMs: number, cachedSteps: number, more: Partial<HistoryEntry> = {}): HistoryEntry => ({
  runId: 'a',
  id: 'docker/build',
  startedAt: '2026-11-29T00:00:00Z',
  durationMs: buildMs,
  conclusion: 'success',
  metrics: { buildMs, steps: 5, cachedSteps },
  ...more,
});
const now = { buildMs: 2_000, steps: 5, cachedSteps: 5 };

describe('the time that the cache saved', () => {
  it('is what the newest build without it took, less what this one took', () => {
    expect(timeSavedMs({ ...now, history: [entry(3_000, 4), entry(40_000, 0), entry(90_000, 0)] })).toBe(
      38_000,
    );
    expect(timeSavedMs({ ...now, history: [entry(1_000, 0)] })).toBe(0);
  });

  it.each([
    ['nothing is recorded', { ...now, history: [] }],
    ['every recorded build had some of it', { ...now, history: [entry(3_000, 1)] }],
    ['the recorded build failed', { ...now, history: [entry(3_000, 0, { conclusion: 'failure' })] }],
    ['the Dockerfile has another number of steps now', { ...now, steps: 6, history: [entry(9_000, 0)] }],
    ['this build found nothing in it', { ...now, cachedSteps: 0, history: [entry(9_000, 0)] }],
  ])('is not known when %s', (_, input) => {
    expect(timeSavedMs(input)).toBeUndefined();
  });
});
