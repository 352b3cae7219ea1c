import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { differenceInterval } from '../../src/statistics/difference-interval.ts';
import { wilsonInterval } from '../../src/statistics/wilson-interval.ts';

const side = (success: number, total: number) => ({
  value: success / total,
  interval: wilsonInterval(success, total)!,
});
const some = fc
  .tuple(fc.integer({ min: 0, max: 5000 }), fc.integer({ min: 0, max: 5000 }))
  .filter(([success, failure]) => success + failure > 0)
  .map(([success, failure]) => side(success, success + failure));

describe('the interval of a difference', () => {
  it.each([
    // Newcombe 1998, table II, method 10: p1 - p2, so the second of each is what comes before.
    [56, 70, 48, 80, 0.0524, 0.3339],
    [9, 10, 3, 10, 0.1705, 0.809],
    [6, 7, 2, 7, 0.0582, 0.8062],
    [5, 56, 0, 29, -0.0381, 0.1926],
    [0, 10, 0, 20, -0.1611, 0.2775],
    [10, 10, 0, 20, 0.6791, 1],
  ])('is that of Newcombe for %i/%i less %i/%i', (after, afterOf, before, beforeOf, low, high) => {
    const interval = differenceInterval(side(before, beforeOf), side(after, afterOf));
    expect(interval.map((bound) => Number(bound.toFixed(4)))).toEqual([low, high]);
  });

  it('holds the difference, lies within -1 to 1, and turns round with its sides', () => {
    fc.assert(
      fc.property(some, some, (before, after) => {
        const [low, high] = differenceInterval(before, after);
        const difference = after.value - before.value;
        expect(low).toBeLessThanOrEqual(difference);
        expect(high).toBeGreaterThanOrEqual(difference);
        expect(low).toBeGreaterThanOrEqual(-1 - 1e-9);
        expect(high).toBeLessThanOrEqual(1 + 1e-9);
        const [turnedLow, turnedHigh] = differenceInterval(after, before);
        expect(turnedLow).toBeCloseTo(-high, 10);
        expect(turnedHigh).toBeCloseTo(-low, 10);
      }),
    );
  });
});
