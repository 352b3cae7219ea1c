import { describe, expect, test } from 'vitest';
import type { CheckResult } from '../../src/model/result.ts';
import { markOf, measurementText, resultText } from '../../src/report/result-text.ts';
import { attempt, finding, result } from './builders.ts';

const limit = (over: object) =>
  ({
    rule: 'python/coverage',
    measured: 86,
    limit: 30,
    bound: 'min',
    isBroken: false,
    objection: 'block',
    ...over,
  }) as const;
const text = (over: Partial<CheckResult>): string => resultText(result('python/pytest', over));

describe('how a check ended', () => {
  test.each<[string, Partial<CheckResult>, string]>([
    ['its own words', { summary: '21\nfiles' }, '21 files'],
    [
      'how much it looked at',
      { scope: { unit: 'files', seen: 9, missed: 2, detail: [] } },
      '9 files, 2 missed',
    ],
    ['nothing', {}, ''],
    ['the limit it kept', { summary: 'coverage 86 %', limits: [limit({})] }, 'coverage 86 % (limit 30)'],
    ['no table of limits', { summary: 'ok', limits: [limit({}), limit({ rule: 'x' })] }, 'ok'],
    [
      'a retry before all else',
      { flaky: true, summary: '48 tests', attempts: [attempt(), attempt({ number: 2 })] },
      'flaky (passed on attempt 2), 48 tests',
    ],
    [
      'the findings',
      { conclusion: 'failure', findings: [finding(), finding({ state: 'existing' })] },
      '1 finding',
    ],
    [
      'the limit it broke',
      { conclusion: 'failure', limits: [limit({ measured: 29.996, isBroken: true })] },
      'python/coverage 29.99, at least 30',
    ],
    [
      'both',
      {
        conclusion: 'failure',
        summary: '48 tests',
        limits: [limit({ measured: undefined, isBroken: true })],
      },
      '48 tests (python/coverage not measured, at least 30)',
    ],
    [
      'that it says nothing of the code',
      { conclusion: 'errored', reason: 'ruff is missing' },
      'errored, so not clean: ruff is missing',
    ],
    ['that without a reason', { conclusion: 'errored' }, 'errored, so not clean'],
    ['after how long', { conclusion: 'timed_out', durationMs: 600_000 }, 'timed out after 10 min 00 s'],
    [
      'why it timed out',
      { conclusion: 'timed_out', reason: 'silent for 10 min' },
      'timed out: silent for 10 min',
    ],
    ['who cancelled', { conclusion: 'cancelled', reason: 'SIGINT' }, 'cancelled: SIGINT'],
    [
      'why it did not run',
      { conclusion: 'skipped', skip: 'no-permission', reason: 'a fork' },
      'no permission: a fork',
    ],
    [
      'a waiver',
      {
        conclusion: 'failure',
        summary: '1 of 14',
        waiver: { reason: 'r', owner: '@ops', expires: '2026-12-01' },
      },
      '1 of 14, waived until 2026-12-01 by @ops',
    ],
    [
      'an end of a newer version',
      { conclusion: 'superb' as never },
      'ended as superb, which is not known here',
    ],
  ])('is told with %s', (_name, over, told) => {
    expect(text(over)).toBe(told);
  });

  test('is rounded to the wrong side of a maximum too', () => {
    expect(measurementText(limit({ bound: 'max', measured: 15.001, limit: 15 }))).toBe(
      'python/coverage 15.01, at most 15',
    );
  });
});

describe('the mark of a check', () => {
  test.each<[Partial<CheckResult>, string]>([
    [{}, '✓'],
    [{ level: 'optional' }, '✓'],
    [{ level: 'informational' }, 'i'],
    [{ conclusion: 'failure' }, '✗'],
    [{ conclusion: 'errored', level: 'optional' }, '!'],
    [{ conclusion: 'failure', level: 'informational' }, 'i'],
    [{ conclusion: 'failure', waiver: { reason: 'r', owner: 'o', expires: 'e' } }, '!'],
    [{ conclusion: 'skipped', skip: 'not-affected' }, '·'],
    [{ conclusion: 'skipped', skip: 'disabled' }, '·'],
    [{ conclusion: 'skipped', skip: 'upstream-failed' }, '✗'],
    [{ conclusion: 'skipped', skip: 'no-permission', level: 'optional' }, '!'],
    [{ conclusion: 'skipped', skip: 'unheard-of' as never }, '✗'],
    [{ conclusion: 'superb' as never }, '✗'],
    [{ conclusion: 'failure', level: 'vital' as never }, '✗'],
  ])('of %j is %s', (over, mark) => {
    expect(markOf(result('a/b', over))).toBe(mark);
  });
});
