import { describe, expect, test } from 'vitest';
import type { RunReport } from '../../src/model/report.ts';
import { exitCode } from '../../src/report/exit-code.ts';
import { objection } from './builders.ts';

const ended = (end: string, level: string, over: object = {}) =>
  exitCode({ end, verdict: { level, objections: [] }, ...over } as unknown as RunReport);

describe('the exit code', () => {
  test.each([
    ['completed', 'pass', 0],
    ['completed', 'warn', 0],
    ['completed', 'block', 1],
    ['problems', 'block', 2],
    ['problems', 'pass', 2],
    ['crashed', 'block', 2],
    ['crashed', 'pass', 2],
  ])('of a run that %s with %s is %i', (end, level, code) => {
    expect(ended(end, level)).toBe(code);
  });

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    [undefined, 130],
    ['SIGUSR1', 130],
  ])('after %s is %i, whatever had passed until then', (signal, code) => {
    expect(ended('cancelled', 'pass', { signal })).toBe(code);
  });

  test('is 0 for a block that is advice until a day, and 1 from then on', () => {
    const verdict = { level: 'block', enforcedFrom: '2026-12-07', objections: [objection()] } as const;
    expect(exitCode({ end: 'completed', verdict })).toBe(0);
    expect(exitCode({ end: 'completed', verdict: { level: 'block', objections: [objection()] } })).toBe(1);
  });

  test('is never 0 for a crash on a day on which blocks are advice', () => {
    expect(
      ended('crashed', 'block', { verdict: { level: 'block', enforcedFrom: '2026-12-07', objections: [] } }),
    ).toBe(2);
  });

  test('is by its own results when the run was partial', () => {
    expect(ended('completed', 'pass', { verdict: { level: 'pass', partial: true, objections: [] } })).toBe(0);
    expect(ended('completed', 'block', { verdict: { level: 'block', partial: true, objections: [] } })).toBe(
      1,
    );
  });

  test('is never 0 for an end or a level that this version does not know', () => {
    expect(ended('finished', 'pass')).toBe(2);
    expect(ended('completed', 'fine')).toBe(1);
  });
});
