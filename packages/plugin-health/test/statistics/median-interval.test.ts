import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { medianInterval } from '../../src/statistics/median-interval.ts';
import { nearestRank } from '../../src/statistics/nearest-rank.ts';

describe('the interval of a median', () => {
  it('is none below 6 values', () => {
    expect(medianInterval([1, 2, 3, 4, 5])).toBeUndefined();
  });

  it('is all of 6 values, and ranks 40 to 61 of 100', () => {
    expect(medianInterval([1, 2, 3, 4, 5, 6])).toEqual([1, 6]);
    expect(medianInterval(Array.from({ length: 100 }, (_, index) => index + 1))).toEqual([40, 61]);
  });

  it('holds the median', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { minLength: 6, maxLength: 300 }), (values) => {
        const sorted = values.toSorted((a, b) => a - b);
        const [low, high] = medianInterval(sorted)!;
        const median = nearestRank(sorted, 0.5)!;
        expect(low).toBeLessThanOrEqual(median);
        expect(high).toBeGreaterThanOrEqual(median);
      }),
    );
  });
});
