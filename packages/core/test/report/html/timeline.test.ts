import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { timelineOf } from '../../../src/report/html/timeline.ts';
import type { CheckResult } from '../../../src/model/result.ts';
import { attempt, planOf, report, result, STARTED_AT } from '../builders.ts';

const at = (ms: number): string => new Date(Date.parse(STARTED_AT) + ms).toISOString();
const ran = (id: string, startMs: number, durationMs: number, over: Partial<CheckResult> = {}): CheckResult =>
  result(id, {
    startedAt: at(startMs),
    durationMs,
    attempts: [attempt({ startedAt: at(startMs), durationMs, log: `logs/${id}.log` })],
    ...over,
  });

describe('the timeline', () => {
  it('puts each check on the lowest place that is free', () => {
    const results = [ran('a/1', 0, 100), ran('a/2', 10, 50), ran('a/3', 60, 100), ran('a/4', 100, 10)];
    const { rows, places } = timelineOf(report({ results }));
    expect(rows.map(({ result: { id }, place }) => [id, place])).toEqual([
      ['a/1', 0],
      ['a/2', 1],
      ['a/3', 1],
      ['a/4', 0],
    ]);
    expect(places).toBe(2);
  });

  it('says when a check could have run: when planning was done, its needs and all of preflight', () => {
    const results = [
      ran('a/lint', 5, 95, { phase: 'preflight' }),
      ran('a/env', 100, 400),
      ran('a/test', 700, 100),
      ran('a/other', 500, 200),
    ];
    const plan = planOf(results, { 'a/test': { needs: ['a/env'] } });
    const { rows } = timelineOf(report({ results, plan }));
    expect(rows.map(({ result: { id }, readyMs, startMs }) => [id, readyMs, startMs])).toEqual([
      ['a/lint', 5, 5],
      ['a/env', 100, 100],
      ['a/other', 100, 500],
      ['a/test', 500, 700],
    ]);
    expect(rows.filter(({ isCritical }) => isCritical).map(({ result: { id } }) => id)).toEqual([
      'a/env',
      'a/test',
    ]);
  });

  it('has no place for what did not run here: skipped, reused, or without an attempt', () => {
    const results = [
      ran('a/1', 0, 10),
      ran('a/2', 0, 10, { cached: true }),
      ran('a/3', 0, 10, { conclusion: 'skipped', skip: 'not-affected', attempts: [] }),
      ran('a/4', 0, 10, { attempts: [] }),
    ];
    expect(timelineOf(report({ results })).rows.map(({ result: { id } }) => id)).toEqual(['a/1']);
  });

  it('begins with the first result where that is older than the run, as those of other machines are', () => {
    const results = [ran('a/1', -60_000, 1000), ran('a/2', -30_000, 40_000)];
    const { rows, spanMs } = timelineOf(report({ results, durationMs: 300 }));
    expect(rows.map(({ startMs }) => startMs)).toEqual([0, 30_000]);
    expect(spanMs).toBe(70_000);
  });

  it('keeps the attempts, and which of them were repeated', () => {
    const attempts = [
      attempt({ startedAt: at(0), durationMs: 10, status: 'timed_out', retriedBecause: 'slow' }),
      attempt({ number: 2, startedAt: at(20), durationMs: 5 }),
    ];
    const [row] = timelineOf(report({ results: [ran('a/1', 0, 25, { attempts })] })).rows;
    expect(row?.attempts).toEqual([
      { startMs: 0, endMs: 10, status: 'timed_out', isRetried: true },
      { startMs: 20, endMs: 25, status: 'completed', isRetried: false },
    ]);
  });

  it('never draws two checks in one place at one time', () => {
    const times = fc.array(fc.tuple(fc.nat(1000), fc.integer({ min: 10, max: 500 })), { maxLength: 25 });
    fc.assert(
      fc.property(times, (drawn) => {
        const results = drawn.map(([startMs, durationMs], index) => ran(`a/${index}`, startMs, durationMs));
        const { rows, places } = timelineOf(report({ results }));
        for (let place = 0; place < places; place += 1) {
          const there = rows.filter((row) => row.place === place);
          for (const [index, row] of there.entries())
            expect(row.startMs).toBeGreaterThanOrEqual((there[index - 1]?.endMs ?? 0) - 5);
        }
      }),
    );
  });
});
