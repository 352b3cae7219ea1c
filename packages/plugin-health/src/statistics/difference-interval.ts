import type { Interval } from './interval.ts';

/** An estimate with its interval. */
export interface Estimate {
  readonly value: number;
  readonly interval: Interval;
}

/**
 * The interval of `after - before`, each with an interval of its own at the same level. With Wilson's for both it is
 * Newcombe's for two proportions.
 *
 * Source: R. G. Newcombe, Interval estimation for the difference between independent proportions, Statistics in Medicine
 * 17 (1998), 873–890, method 10; for any two estimates G. Y. Zou and A. Donner, Construction of confidence limits about
 * effect measures, Statistics in Medicine 27 (2008), 1693–1702.
 */
export function differenceInterval(before: Estimate, after: Estimate): Interval {
  const difference = after.value - before.value;
  const [beforeLow, beforeHigh] = before.interval;
  const [afterLow, afterHigh] = after.interval;
  return [
    difference - Math.hypot(after.value - afterLow, beforeHigh - before.value),
    difference + Math.hypot(afterHigh - after.value, before.value - beforeLow),
  ];
}
