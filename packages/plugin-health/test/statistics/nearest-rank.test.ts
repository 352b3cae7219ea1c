import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearestRank } from '../../src/statistics/nearest-rank.ts';

const to = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index + 1);

describe('the nearest rank', () => {
  it.each([
    [5, 0.5, 3],
    [4, 0.5, 2],
    [19, 0.95, 19],
    [20, 0.95, 19],
    [100, 0.95, 95],
    [101, 0.95, 96],
    [1, 0.95, 1],
    [3, 0, 1],
  ])('of 1 to %i at %d is %i', (count, share, value) => {
    expect(nearestRank(to(count), share)).toBe(value);
  });

  it('of nothing is none', () => {
    expect(nearestRank([], 0.5)).toBeUndefined();
  });

  it('is the smallest value that at least the share does not exceed', () => {
    const values = fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1 });
    fc.assert(
      fc.property(values, fc.integer({ min: 1, max: 100 }), (list, percent) => {
        const sorted = list.toSorted((a, b) => a - b);
        const found = nearestRank(sorted, percent / 100)!;
        const atMost = (value: number): number => sorted.filter((one) => one <= value).length;
        expect(atMost(found) * 100).toBeGreaterThanOrEqual(percent * sorted.length);
        const smaller = sorted.filter((one) => one < found).at(-1);
        if (smaller !== undefined) expect(atMost(smaller) * 100).toBeLessThan(percent * sorted.length);
      }),
    );
  });
});
