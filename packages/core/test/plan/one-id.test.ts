import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareLock, makeLock } from '../../src/gate/lock.ts';
import type { Check } from '../../src/model/check.ts';
import { collectChecks } from '../../src/plan/collect.ts';
import { changed, check, codes, ids, plan, planned, running } from './plan-fixtures.ts';

const billing = { project: ['billing'], python: ['3.12'] };
const orders = { project: ['orders'], python: ['3.11', '3.12'] };

function collected(checks: readonly Check[]) {
  return collectChecks(checks.map((one) => ({ check: one, plugin: 'a' })));
}

describe('several checks with one id', () => {
  it('have the cells of all of them, and no others', () => {
    const { checks, problems } = collected([
      check('a/x', { matrix: billing }),
      check('a/x', { matrix: orders }),
    ]);
    expect(problems).toEqual([]);
    expect(ids(plan(checks))).toEqual(['a/x@billing,3.12', 'a/x@orders,3.11', 'a/x@orders,3.12']);
  });

  it.each<[string, Check, string]>([
    [
      'a cell of another',
      check('a/x', { matrix: { project: ['billing'], python: ['3.12'] } }),
      'a/x@billing,3.12',
    ],
    ['other axes', check('a/x', { matrix: { project: ['orders'] } }), 'not over the same axes'],
    [
      'the same axes in another order',
      check('a/x', { matrix: { python: ['3.12'], project: ['orders'] } }),
      'not over the same axes',
    ],
    ['no cells', check('a/x'), 'not over the same axes'],
  ])('are refused with %s', (_name, other, words) => {
    const { problems } = collected([check('a/x', { matrix: billing }), other]);
    expect(problems.map(({ code }) => code)).toEqual(['CHECK_DUPLICATE']);
    expect(problems[0]?.message).toContain(words);
  });

  it('are kept when their cells are apart, and only then', () => {
    const values = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { minLength: 1 });
    fc.assert(
      fc.property(values, values, (left, right) => {
        const { checks } = collected([
          check('a/x', { matrix: { v: left } }),
          check('a/x', { matrix: { v: right } }),
        ]);
        const isApart = !left.some((value) => right.includes(value));
        expect(checks).toHaveLength(isApart ? 2 : 1);
        const all = ids(plan(checks));
        expect(new Set(all).size).toBe(all.length);
      }),
    );
  });

  it('are affected each by its own inputs', () => {
    const made = plan(
      [
        check('a/x', { matrix: billing, inputs: ['billing/**'] }),
        check('a/x', { matrix: orders, inputs: ['orders/**'] }),
      ],
      { changes: changed('orders/a.py') },
    );
    expect(running(made)).toEqual({
      'a/x@billing,3.12': 'not-affected',
      'a/x@orders,3.11': 'affected',
      'a/x@orders,3.12': 'affected',
    });
  });

  it('have levels and limits of their own', () => {
    const limit = (min: number) => [{ rule: `a/coverage@${min}`, metric: 'coverage', min }];
    const made = plan([
      check('a/x', { matrix: billing, limits: limit(80), level: 'informational' }),
      check('a/x', { matrix: orders, limits: limit(30) }),
    ]);
    expect(planned(made, 'a/x@billing,3.12')).toMatchObject({ level: 'informational', limits: limit(80) });
    expect(planned(made, 'a/x@orders,3.11')).toMatchObject({ level: 'required', limits: limit(30) });
  });

  it('are refused where limits of one rule differ, and not where they are alike', () => {
    const parts = (min: number) => [
      check('a/x', { matrix: billing, limits: [{ rule: 'r', metric: 'coverage', min: 80 }] }),
      check('a/x', { matrix: orders, limits: [{ min, metric: 'coverage', rule: 'r' }] }),
    ];
    const { problems } = plan(parts(30));
    expect(problems.map(({ code }) => code)).toEqual(['CHECK_INVALID']);
    expect(problems[0]?.message).toContain('two limits of the rule r that differ');
    expect(codes(plan(parts(80)))).toEqual([]);
  });

  it('need the same cell, whichever of them it belongs to', () => {
    const made = plan([
      check('a/env', { matrix: billing }),
      check('a/env', { matrix: orders }),
      check('a/x', { matrix: billing, needs: ['a/env'] }),
      check('a/x', { matrix: orders, needs: ['a/env'] }),
      check('a/lint', { matrix: { project: ['orders'] }, needs: ['a/env'] }),
    ]);
    expect(made.problems).toEqual([]);
    expect(planned(made, 'a/x@billing,3.12').needs).toEqual(['a/env@billing,3.12']);
    expect(planned(made, 'a/x@orders,3.11').needs).toEqual(['a/env@orders,3.11']);
    expect(planned(made, 'a/lint@orders').needs).toEqual(['a/env@orders,3.11', 'a/env@orders,3.12']);
  });

  it('are all meant by the id without a cell, by a glob, and by the policy', () => {
    const parts = [check('a/x', { matrix: billing }), check('a/x', { matrix: orders }), check('a/y')];
    expect(running(plan(parts, { ids: ['a/x'] }))).toEqual({
      'a/x@billing,3.12': 'selected',
      'a/x@orders,3.11': 'selected',
      'a/x@orders,3.12': 'selected',
      'a/y': 'not-selected',
    });
    const made = plan(parts, { policy: { informational: ['a/*@orders,*'] } });
    expect(planned(made, 'a/x@orders,3.11').level).toBe('informational');
    expect(planned(made, 'a/x@billing,3.12').level).toBe('required');
  });
});

describe('a limit of the policy', () => {
  const limit = (rule: string, min: number) => ({ rule, metric: 'coverage', min });
  const parts = [
    check('a/x', { matrix: billing, limits: [limit('a/coverage@billing', 80)] }),
    check('a/x', { matrix: orders, limits: [limit('a/coverage@orders', 30)] }),
  ];

  it('without a cell replaces those of all cells, each under its own name', () => {
    const made = plan(parts, { policy: { limits: [limit('a/coverage', 50)] } });
    expect(made.problems).toEqual([]);
    expect(planned(made, 'a/x@billing,3.12').limits).toEqual([limit('a/coverage@billing', 50)]);
    expect(planned(made, 'a/x@orders,3.11').limits).toEqual([limit('a/coverage@orders', 50)]);
  });

  it('with a cell goes before one without', () => {
    const limits = [limit('a/coverage', 50), limit('a/coverage@orders', 10)];
    const made = plan(parts, { policy: { limits } });
    expect(codes(made)).toEqual([]);
    expect(planned(made, 'a/x@billing,3.12').limits).toEqual([limit('a/coverage@billing', 50)]);
    expect(planned(made, 'a/x@orders,3.11').limits).toEqual([limit('a/coverage@orders', 10)]);
  });
});

describe('the lock', () => {
  const lockOf = (mins: readonly [number, number]) => {
    const parts = [billing, orders].map((matrix, index) =>
      check('a/x', { matrix, limits: [{ rule: 'r', metric: 'coverage', min: mins[index] ?? 0 }] }),
    );
    const policy = { limits: [], waivers: [] };
    return makeLock({ plan: plan(parts).plan, policy, baselineFindings: 0, tools: {} });
  };

  it('tells of each of two limits of one rule that differ', () => {
    expect(compareLock(lockOf([80, 30]), lockOf([80, 30]))).toEqual([]);
    expect(compareLock(lockOf([80, 30]), lockOf([70, 30]))).toHaveLength(1);
    expect(compareLock(lockOf([80, 30]), lockOf([80, 20]))).toHaveLength(1);
    expect(compareLock(lockOf([80, 30]), lockOf([30, 30]))).toHaveLength(1);
  });
});
