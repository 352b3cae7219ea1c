import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupChecks } from '../../src/plan/group-checks.ts';
import { check, plan } from './plan-fixtures.ts';

/** A plan in which each check needs some of those before it. */
const plans = fc.array(fc.array(fc.nat({ max: 30 }), { maxLength: 2 }), { maxLength: 40 }).map((needs) =>
  needs.map((before, index) =>
    check(`a/c${index}`, {
      needs: [...new Set(before.filter((at) => at < index).map((at) => `a/c${at}`))],
      level: index % 3 === 0 ? 'optional' : 'required',
    }),
  ),
);

describe('the groups of a plan', () => {
  it('hold each check that runs once, keep what needs joins together, and are never too many', () => {
    fc.assert(
      fc.property(plans, fc.integer({ min: 1, max: 12 }), (checks, most) => {
        const { checks: planned } = plan(checks).plan;
        const groups = groupChecks(planned, most);
        expect(groups.length).toBeLessThanOrEqual(most);
        expect(groups.flatMap((group) => group.checks).toSorted()).toEqual(
          planned.map(({ id }) => id).toSorted(),
        );
        for (const { id, needs } of planned) {
          const group = groups.find((one) => one.checks.includes(id));
          expect(group?.checks).toEqual(expect.arrayContaining([...needs]));
        }
        expect(groups).toEqual(groupChecks(planned.toReversed(), most));
      }),
      { numRuns: 1000 },
    );
  });

  it('are the same in whatever order the checks come', () => {
    const [a, b] = [check('a/c0'), check('a/c3', { needs: ['a/c0'] })];
    const [c, d] = [check('a/c1'), check('a/c2', { needs: ['a/c1'] })];
    const { checks } = plan([a, b, c, d, check('a/c4')]).plan;
    expect(groupChecks(checks.toReversed(), 2)).toEqual(groupChecks(checks, 2));
  });

  it('leave out what is skipped, and say when nothing in them is required', () => {
    const { checks } = plan([check('a/x', { level: 'optional' }), check('a/y'), check('a/z')], {
      skip: ['a/z'],
    }).plan;
    expect(groupChecks(checks, 9)).toEqual([
      { checks: ['a/x'], isRequired: false },
      { checks: ['a/y'], isRequired: true },
    ]);
  });

  it('are even: 300 checks over 256 machines are at most two on one', () => {
    const { checks } = plan(Array.from({ length: 300 }, (_, index) => check(`a/c${index}`))).plan;
    const sizes = groupChecks(checks, 256).map((group) => group.checks.length);
    expect(sizes.length).toBe(256);
    expect(Math.max(...sizes)).toBe(2);
  });

  it('need a machine', () => {
    expect(() => groupChecks([], 0)).toThrow(RangeError);
  });
});
