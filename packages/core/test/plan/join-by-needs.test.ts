import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joinByNeeds } from '../../src/plan/join-by-needs.ts';

const idsOf = (checks: readonly { readonly id: string; readonly needs: readonly string[] }[]) =>
  joinByNeeds(checks).map((group) => group.map(({ id }) => id));

describe('checks that need one another', () => {
  it('are one group, also by way of a third, in the order in which they came', () => {
    expect(
      idsOf([
        { id: 'a', needs: [] },
        { id: 'b', needs: ['c'] },
        { id: 'c', needs: ['a', 'not-planned'] },
        { id: 'd', needs: [] },
        { id: 'e', needs: ['d'] },
      ]),
    ).toEqual([
      ['a', 'b', 'c'],
      ['d', 'e'],
    ]);
  });

  it('are each in exactly one group, with all that they need', () => {
    const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
    const needs = fc.array(fc.subarray(ids), { minLength: ids.length, maxLength: ids.length });
    fc.assert(
      fc.property(needs, (all) => {
        const checks = ids.map((id, index) => ({ id, needs: all[index] ?? [] }));
        const groups = idsOf(checks);
        expect(groups.flat().toSorted()).toEqual(ids);
        for (const group of groups)
          for (const { id, needs: own } of checks)
            if (group.includes(id)) expect(group).toEqual(expect.arrayContaining(own));
      }),
    );
  });

  it('may be a chain of ten thousand', () => {
    const checks = Array.from({ length: 10_000 }, (_, index) => ({
      id: `${index}`,
      needs: [`${index + 1}`],
    }));
    expect(joinByNeeds(checks)).toHaveLength(1);
  });
});
