import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wilsonInterval } from '../../src/statistics/wilson-interval.ts';

const counts = fc
  .tuple(fc.integer({ min: 0, max: 100_000 }), fc.integer({ min: 0, max: 100_000 }))
  .filter(([success, failure]) => success + failure > 0);

describe("Wilson's interval", () => {
  it.each([
    [6, 7, 48.7, 97.4],
    [17, 20, 64.0, 94.8],
    [43, 50, 73.8, 93.0],
    [170, 200, 79.4, 89.3],
    [425, 500, 81.6, 87.9],
  ])('of %i in %i is %d to %d %%', (success, total, low, high) => {
    const percents = wilsonInterval(success, total)?.map((share) => Number((share * 100).toFixed(1)));
    expect(percents).toEqual([low, high]);
  });

  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('of %i in %i is the one that Newcombe printed in 1998, table I', (success, total, low, high) => {
    expect(wilsonInterval(success, total)?.map((share) => Number(share.toFixed(4)))).toEqual([low, high]);
  });

  it('of nothing is none', () => {
    expect(wilsonInterval(0, 0)).toBeUndefined();
  });

  it('lies within 0 to 1 and holds the share', () => {
    fc.assert(
      fc.property(counts, ([success, failure]) => {
        const total = success + failure;
        const [low, high] = wilsonInterval(success, total)!;
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
        expect(low).toBeLessThanOrEqual(success / total);
        expect(high).toBeGreaterThanOrEqual(success / total);
      }),
    );
  });

  it('never moves down when a success is added, and mirrors failures', () => {
    fc.assert(
      fc.property(counts, ([success, failure]) => {
        const [low, high] = wilsonInterval(success, success + failure)!;
        const [nextLow, nextHigh] = wilsonInterval(success + 1, success + failure + 1)!;
        expect(nextLow).toBeGreaterThanOrEqual(low);
        expect(nextHigh).toBeGreaterThanOrEqual(high - 1e-12);
        const [mirrorLow, mirrorHigh] = wilsonInterval(failure, success + failure)!;
        expect(mirrorLow).toBeCloseTo(1 - high, 10);
        expect(mirrorHigh).toBeCloseTo(1 - low, 10);
      }),
    );
  });
});
