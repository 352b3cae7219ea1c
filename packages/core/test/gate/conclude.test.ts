import { describe, expect, it } from 'vitest';
import { conclude } from '../../src/gate/conclude.ts';
import type { Attempt, AttemptStatus, CheckResult } from '../../src/model/result.ts';
import { attempt, finding, now, planned, policy, resultOf, run, skipped, waiver } from './gate-fixtures.ts';

const check = planned('python/ruff');
const withCoverage = planned('python/pytest', {
  limits: [{ rule: 'python/coverage', metric: 'coverage', min: 30 }],
});

function ended(
  attempts: readonly Partial<Attempt>[],
  subject = check,
): Pick<CheckResult, 'conclusion' | 'flaky' | 'reason'> {
  const { conclusion, flaky, reason } = resultOf(subject, attempts);
  return {
    conclusion,
    ...(flaky === undefined ? {} : { flaky }),
    ...(reason === undefined ? {} : { reason }),
  };
}

describe('a check concludes as', () => {
  it.each<[string, readonly Partial<Attempt>[], object]>([
    ['success without a finding', [{}], { conclusion: 'success' }],
    [
      'failure with one',
      [{ findings: [finding()] }],
      { conclusion: 'failure', reason: 'python/ruff/findings is 1, limit 0' },
    ],
    [
      'success with a waived one',
      [{ findings: [finding({ suppression: { kind: 'waiver', reason: 'r' } })] }],
      { conclusion: 'success' },
    ],
    [
      'errored when its last attempt did',
      [{ status: 'errored', reason: 'exit 2' }],
      { conclusion: 'errored', reason: 'exit 2' },
    ],
    ['errored although it has no finding', [{ status: 'errored', findings: [] }], { conclusion: 'errored' }],
    ['timed out', [{ status: 'timed_out', reason: '10 s' }], { conclusion: 'timed_out', reason: '10 s' }],
    ['cancelled', [{ status: 'cancelled' }], { conclusion: 'cancelled' }],
    [
      'flaky when it passes after an attempt that did not',
      [{ status: 'errored' }, {}],
      { conclusion: 'success', flaky: true },
    ],
    [
      'failure when it passed and then did not',
      [{}, { status: 'errored', reason: 'x' }],
      { conclusion: 'errored', reason: 'x' },
    ],
    [
      'errored when it looked at nothing',
      [{ scope: { unit: 'tests', seen: 0, missed: 0, detail: [] } }],
      { conclusion: 'errored', reason: 'it looked at no tests, so it says nothing' },
    ],
    [
      'errored when nobody knows at how much',
      [{ scope: { unit: 'files', seen: NaN, missed: 0, detail: [] } }],
      { conclusion: 'errored', reason: 'it looked at no files, so it says nothing' },
    ],
    [
      'success when it missed a part and says so itself',
      [{ scope: { unit: 'files', seen: 5, missed: 2, detail: ['a'] } }],
      { conclusion: 'success' },
    ],
    [
      'errored for a status that does not exist',
      [{ status: 'passed' as AttemptStatus }],
      { conclusion: 'errored', reason: 'the attempt ended as "passed", which is unknown' },
    ],
    ['errored without an attempt', [], { conclusion: 'errored', reason: 'it never ran' }],
  ])('%s', (_name, attempts, expected) => {
    expect(ended(attempts)).toEqual(expected);
  });

  it('skipped for want of permission when the check itself says that it may not run', () => {
    expect(resultOf(check, [{ status: 'skipped', reason: 'no token' }])).toMatchObject({
      conclusion: 'skipped',
      skip: 'no-permission',
      reason: 'no token',
    });
  });

  it.each(['not-affected', 'not-selected', 'disabled', 'upstream-failed', 'no-permission'] as const)(
    'skipped: %s, with its reason',
    (skip) => {
      expect(skipped(check, skip)).toMatchObject({ conclusion: 'skipped', skip, reason: `because ${skip}` });
    },
  );

  it('failure when a metric is below its limit, or was not measured', () => {
    expect(ended([{ metrics: { coverage: 30 } }], withCoverage)).toEqual({ conclusion: 'success' });
    expect(ended([{ metrics: { coverage: 29 } }], withCoverage)).toEqual({
      conclusion: 'failure',
      reason: 'python/coverage is 29, limit at least 30',
    });
    expect(ended([{}], withCoverage)).toEqual({
      conclusion: 'failure',
      reason: 'python/coverage was not measured, limit at least 30',
    });
  });

  it("success when nothing is judged, or the broken limit only warns or is the gate's", () => {
    const findings = [finding()];
    expect(ended([{ findings }], planned('a/x', { limits: [] }))).toEqual({ conclusion: 'success' });
    expect(
      ended(
        [{ findings }],
        planned('a/x', { limits: [{ rule: 'r', count: {}, max: 0, objection: 'warn' }] }),
      ),
    ).toEqual({ conclusion: 'success' });
    expect(
      ended([{ findings }], planned('a/x', { limits: [{ rule: 'r', count: {}, max: 0, over: ['a/*'] }] })),
    ).toEqual({ conclusion: 'success' });
  });

  it('success on a push when its limit is for pull requests', () => {
    const subject = planned('a/x', { limits: [{ rule: 'r', count: {}, max: 0, when: 'pull_request' }] });
    const findings = [finding()];
    const at = (event: string): string =>
      conclude(subject, run('a/x', [attempt({ findings })]), { findings, policy, now, event }).conclusion;
    expect([at('push'), at('pull_request')]).toEqual(['success', 'failure']);
  });
});

describe('a waiver', () => {
  const failed = [{ findings: [finding()] }];

  it.each([['python/ruff'], ['python/*']])('of the check %s accepts its failure', (name) => {
    expect(resultOf(check, failed, { waivers: [waiver({ check: name })] })).toMatchObject({
      conclusion: 'failure',
      waiver: { owner: '@owner', subject: `check ${name}` },
    });
  });

  it('of each broken limit accepts it, and names the one that ends first', () => {
    const subject = planned('a/x', {
      limits: [
        { rule: 'one', count: {}, max: 0 },
        { rule: 'two', metric: 'm', max: 0 },
      ],
    });
    const attempts = [{ findings: [finding()], metrics: { m: 1 } }];
    const one = waiver({ limit: 'one' }, '2026-12-24');
    const two = waiver({ limit: 'two' }, '2026-12-01');
    expect(resultOf(subject, attempts, { waivers: [one, two] }).waiver?.subject).toBe('limit two');
    expect(resultOf(subject, attempts, { waivers: [one] }).waiver).toBeUndefined();
  });

  it.each([
    ['that has ended', [waiver({ check: 'python/ruff' }, '2026-11-23')]],
    ['of another check', [waiver({ check: 'python/black' })]],
    ['of another limit', [waiver({ limit: 'python/coverage' })]],
  ])('%s accepts nothing', (_name, waivers) => {
    expect(resultOf(check, failed, { waivers }).waiver).toBeUndefined();
  });

  it.each<AttemptStatus>(['errored', 'timed_out', 'cancelled', 'skipped'])('never accepts %s', (status) => {
    expect(resultOf(check, [{ status }], { waivers: [waiver({ check: '*/*' })] }).waiver).toBeUndefined();
  });

  it('never accepts a limit that was not measured', () => {
    const waivers = [waiver({ check: 'python/pytest' }), waiver({ limit: 'python/coverage' })];
    expect(resultOf(withCoverage, [{}], { waivers }).waiver).toBeUndefined();
    expect(resultOf(withCoverage, [{ metrics: { coverage: 1 } }], { waivers }).waiver).toBeDefined();
  });
});

it('gives a result that survives JSON, without numbers that are none', () => {
  const result = resultOf(withCoverage, [
    {
      metrics: { coverage: NaN, other: 3 },
      summary: 's',
      scope: { unit: 'x', seen: 1, missed: 0, detail: [] },
    },
  ]);
  expect(result.metrics).toEqual({ other: 3 });
  const { attempts: _attempts, ...rest } = result;
  expect(JSON.parse(JSON.stringify(rest))).toStrictEqual(rest);
});
