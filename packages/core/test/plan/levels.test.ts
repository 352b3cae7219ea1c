import { describe, expect, it } from 'vitest';
import type { Level } from '../../src/model/level.ts';
import { check, codes, plan, planned } from './plan-fixtures.ts';

type Lists = Partial<Record<Level, readonly string[]>>;

function levelOf(
  own: Level | undefined,
  lists: Lists,
  id = 'python/mypy',
  matrix?: Record<string, string[]>,
): string {
  const others = [check('python/other'), check('repo/gate')];
  const subject = check(id.split('@')[0] ?? id, {
    ...(own === undefined ? {} : { level: own }),
    ...(matrix === undefined ? {} : { matrix }),
  });
  const made = plan([subject, ...others], {
    policy: { ...lists, required: [...(lists.required ?? []), 'repo/gate'] },
  });
  const { level, levelFrom } = planned(made, id);
  return [...codes(made), level, levelFrom].join(' | ');
}

describe('a level', () => {
  it.each<[string, Level | undefined, Lists, string]>([
    ['is required by default', undefined, {}, 'required | default'],
    ["is the plugin's own", 'optional', {}, 'optional | plugin'],
    [
      'is given by an exact id, which raises',
      'informational',
      { required: ['python/mypy'] },
      'required | policy.required: python/mypy',
    ],
    [
      'is given by an exact id, which lowers',
      'required',
      { informational: ['python/mypy'] },
      'informational | policy.informational: python/mypy',
    ],
    [
      'is not raised by a glob from informational',
      'informational',
      { required: ['python/*'] },
      'informational | plugin',
    ],
    ['is not raised by a glob from optional', 'optional', { required: ['python/*'] }, 'optional | plugin'],
    [
      'is lowered by a glob from optional',
      'optional',
      { informational: ['python/*'] },
      'informational | policy.informational: python/*',
    ],
    [
      'is lowered by a glob from required',
      'required',
      { optional: ['python/*'] },
      'optional | policy.optional: python/*',
    ],
    [
      'is given by a glob where the plugin says nothing',
      undefined,
      { optional: ['python/*'] },
      'optional | policy.optional: python/*',
    ],
    [
      'is given by the longest glob',
      undefined,
      { optional: ['python/*'], informational: ['python/my*'] },
      'informational | policy.informational: python/my*',
    ],
    [
      'is given by the longest glob even where that one cannot raise',
      'optional',
      { required: ['python/my*'], informational: ['python/*'] },
      'optional | plugin',
    ],
    [
      'is given by an exact id before any glob',
      undefined,
      { optional: ['python/mypy'], informational: ['python/myp?'], required: ['python/m**y'] },
      'optional | policy.optional: python/mypy',
    ],
  ])('%s', (_name, own, lists, expected) => {
    expect(levelOf(own, lists)).toBe(expected);
  });

  it('is given by an exact id with a cell before one without', () => {
    const matrix = { python: ['3.11', '3.12'] };
    const lists: Lists = { required: ['python/pytest'], optional: ['python/pytest@3.12'] };
    expect(levelOf(undefined, lists, 'python/pytest@3.12', matrix)).toBe(
      'optional | policy.optional: python/pytest@3.12',
    );
    expect(levelOf(undefined, lists, 'python/pytest@3.11', matrix)).toBe(
      'required | policy.required: python/pytest',
    );
  });

  it('is given to cells by a glob with a cell, for a star stops at a slash alone', () => {
    const matrix = { project: ['legacy', 'orders'], python: ['3.11'] };
    const lists: Lists = { required: ['python/*'], informational: ['python/*@legacy,*'] };
    expect(levelOf(undefined, lists, 'python/pytest@legacy,3.11', matrix)).toContain(
      'informational | policy.informational',
    );
    expect(levelOf(undefined, lists, 'python/pytest@orders,3.11', matrix)).toContain(
      'required | policy.required',
    );
  });

  it('is given to all cells of a check whose cells have slashes', () => {
    const matrix = { platform: ['linux/amd64'] };
    expect(levelOf(undefined, { optional: ['docker/*'] }, 'docker/build@linux/amd64', matrix)).toContain(
      'optional',
    );
  });
});

describe('a policy that contradicts itself is a problem', () => {
  it.each<[string, Lists]>([
    ['with one id in two lists', { required: ['python/mypy'], optional: ['python/mypy'] }],
    [
      'with two globs of one length',
      { required: ['python/*'], optional: ['*/mypy??', '*/mypy'], informational: ['p?thon/*'] },
    ],
  ])('%s', (_name, lists) => {
    expect(
      levelOf(undefined, { ...lists, optional: lists.optional?.filter((pattern) => pattern !== '*/mypy??') }),
    ).toContain('POLICY_LEVEL_CONFLICT');
  });

  it('but not where an exact id settles it', () => {
    expect(
      levelOf(undefined, {
        optional: ['python/*'],
        informational: ['p?thon/*'],
        required: ['python/mypy', 'python/other'],
      }),
    ).toBe('required | policy.required: python/mypy');
  });

  it.each([
    ['python/mypi', 'python/mypy'],
    ['*', '*/*'],
    ['pythn/mypy', 'python/mypy'],
  ])('with the pattern %s, which matches nothing', (pattern, nearest) => {
    const made = plan([check('python/mypy')], { policy: { required: [pattern] } });
    expect(codes(made)).toEqual(['POLICY_PATTERN_UNUSED']);
    expect(made.problems[0]?.hint).toContain(`Did you mean ${nearest}?`);
  });
});

describe('a plan in which nothing is required is a problem', () => {
  it.each([
    ['without checks', []],
    ['with optional checks alone', [check('a/x', { level: 'optional' })]],
    [
      'with the required ones disabled',
      [check('a/x', { disabled: 'off' }), check('a/y', { level: 'informational' })],
    ],
  ])('%s', (_name, checks) => {
    expect(codes(plan(checks))).toEqual(['POLICY_NOTHING_REQUIRED']);
  });
});

describe('limits', () => {
  const coverage = { rule: 'python/coverage', metric: 'coverage', min: 30 };

  it('are none but "no finding" where a check names none', () => {
    expect(planned(plan([check('a/x', { matrix: { v: ['1'] } })]), 'a/x@1').limits).toEqual([
      { rule: 'a/x/findings', count: {}, max: 0 },
    ]);
  });

  it("of the policy replace a check's own of the same rule", () => {
    const made = plan([check('a/x', { limits: [coverage, { rule: 'other', count: {}, max: 1 }] })], {
      policy: { limits: [{ ...coverage, min: 70 }] },
    });
    expect(planned(made, 'a/x').limits).toEqual([
      { ...coverage, min: 70 },
      { rule: 'other', count: {}, max: 1 },
    ]);
    expect(made.problems).toEqual([]);
  });

  it('of the policy replace the default', () => {
    const made = plan([check('a/x')], { policy: { limits: [{ rule: 'a/x/findings', count: {}, max: 3 }] } });
    expect(planned(made, 'a/x').limits[0]?.max).toBe(3);
  });

  it('of the policy keep whom a replaced limit is over', () => {
    const over = ['a/*'];
    const made = plan([check('a/x', { limits: [{ rule: 'high', count: {}, max: 1, over }] })], {
      policy: { limits: [{ rule: 'high', count: {}, max: 9 }] },
    });
    expect(planned(made, 'a/x').limits).toEqual([{ rule: 'high', count: {}, max: 9, over }]);
  });

  it("of the policy with `over` belong to the gate and take a check's own of that rule away", () => {
    const made = plan([check('a/x', { limits: [coverage] })], {
      policy: { limits: [{ ...coverage, over: ['a/*'] }] },
    });
    expect(planned(made, 'a/x').limits).toEqual([]);
    expect(made.problems).toEqual([]);
  });

  it.each([
    [
      'of a rule that no check has',
      [{ rule: 'python/coverag', metric: 'coverage', min: 1 }],
      'POLICY_PATTERN_UNUSED',
    ],
    ['over a check that does not exist', [{ ...coverage, over: ['b/*'] }], 'POLICY_PATTERN_UNUSED'],
    ['of one rule twice', [coverage, coverage], 'CONFIG_INVALID'],
  ])('of the policy %s are a problem', (_name, limits, code) => {
    expect(codes(plan([check('a/x', { limits: [coverage] })], { policy: { limits } }))).toEqual([code]);
  });

  it('of a check over one that does not exist are a problem of the check', () => {
    expect(codes(plan([check('a/x', { limits: [{ ...coverage, over: ['a/y'] }] })]))).toEqual([
      'CHECK_INVALID',
    ]);
  });
});
