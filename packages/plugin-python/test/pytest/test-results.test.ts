import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countTests, mergeRetry, noRetryReason, type TestResult } from '../../src/pytest/test-results.ts';
import { junitXml } from '../../src/pytest/junit-xml.ts';
import { parseJunit } from '../../src/parse/junit.ts';
import { percentText, summaryOf } from '../../src/pytest/summary.ts';

const state = fc.constantFrom('passed', 'failed', 'skipped', 'xfailed' as const);

function result(id: string, which: TestResult['state']): TestResult {
  const problems =
    which === 'failed'
      ? [{ kind: 'failure' as const, message: 'assert <1> & "2"', text: 'a.py:1: \u0000' }]
      : [];
  return {
    id: `tests/test_a.py::${id}`,
    file: 'tests/test_a.py',
    line: 1,
    durationMs: 5,
    state: which,
    problems,
  };
}

const results = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...'abcdefgh'), state), { selector: ([id]) => id, minLength: 1 })
  .map((list) => list.map(([id, which]) => result(id, which as TestResult['state'])));

describe('a retry', () => {
  it('makes a test pass only when it ran again and passed', () => {
    fc.assert(
      fc.property(results, results, (before, retried) => {
        for (const [index, merged] of mergeRetry(before, retried, 2).entries()) {
          const was = before[index]!;
          const now = retried.find(({ id }) => id === was.id);
          if (was.state !== 'failed') expect(merged).toBe(was);
          else if (merged.state !== 'failed')
            expect(now && now.state !== 'failed' && now.state !== 'skipped').toBe(true);
        }
      }),
    );
  });

  it('never loses a test', () => {
    fc.assert(
      fc.property(results, results, (before, retried) => {
        expect(mergeRetry(before, retried, 2).map(({ id }) => id)).toEqual(before.map(({ id }) => id));
      }),
    );
  });

  it('remembers on which attempt a test passed, over later attempts too', () => {
    const first = mergeRetry(
      [result('a', 'failed'), result('b', 'failed')],
      [result('a', 'passed'), result('b', 'failed')],
      2,
    );
    const second = mergeRetry(first, [result('b', 'passed')], 3);
    expect(second.map(({ passedOn }) => passedOn)).toEqual([2, 3]);
    const counts = countTests(second);
    expect(summaryOf(second, { counts, coverage: undefined, limit: false })).toBe(
      '2 tests, 2 flaky: a (passed on attempt 2), b (passed on attempt 3)',
    );
  });
});

describe('no retry', () => {
  const counts = (tests: number, failed: number) => ({
    tests,
    failed,
    passed: tests - failed,
    skipped: 0,
    xfailed: 0,
    flaky: 0,
  });
  it.each([
    [10, 10, false],
    [49, 20, false],
    [50, 5, false],
    [50, 6, true],
    [1000, 20, false],
    [1000, 21, true],
    [30, 21, true],
    [10, 0, true],
  ])('of %i tests with %i failed: %s', (tests, failed, isRefused) => {
    expect(noRetryReason(counts(tests, failed)) !== undefined).toBe(isRefused);
  });
});

describe('the report of all attempts', () => {
  it('is read back with the same counts, whatever is in the messages', () => {
    fc.assert(
      fc.property(results, fc.string({ unit: 'binary' }), (list, message) => {
        const hostile = list.map((one) => ({
          ...one,
          problems: one.problems.map((problem) => ({ ...problem, message, text: message })),
        }));
        const report = parseJunit(junitXml(hostile));
        expect(report).not.toHaveProperty('problem');
        if ('problem' in report) return;
        expect(report.counts.tests).toBe(list.length);
        expect(report.cases.filter((one) => one.problems.length > 0)).toHaveLength(countTests(list).failed);
      }),
    );
  });
});

describe('a percentage', () => {
  it.each([
    [86.4, 30, '86'],
    [29.99, 30, '29.99'],
    [29.9999, 30, '29.9999'],
    [29, 30, '29'],
    [29.5, 30, '29.5'],
    [30, 30, '30'],
    [100, 30, '100'],
    [99.96, false, '99'],
  ] as const)('%f with the limit %s reads %s', (percent, limit, text) => {
    expect(percentText(percent, limit)).toBe(text);
  });
});
