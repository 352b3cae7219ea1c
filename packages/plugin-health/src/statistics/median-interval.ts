import type { Interval } from './interval.ts';

const Z95 = 1.959963984540054;

/** With fewer, no two of the values hold the median between them with 95 %. */
const LEAST = 6;

/**
 * The 95 % interval of the median by order statistics: it assumes nothing of how durations are spread. Undefined below
 * 6 values. `sorted` is in ascending order.
 *
 * Source: W. J. Conover, Practical Nonparametric Statistics, 3rd ed. (1999), section 3.2, with the normal approximation
 * of the binomial.
 */
export function medianInterval(sorted: readonly number[]): Interval | undefined {
  const count = sorted.length;
  if (count < LEAST) return undefined;
  const reach = (Z95 * Math.sqrt(count)) / 2;
  const low = sorted[Math.max(0, Math.floor(count / 2 - reach) - 1)];
  const high = sorted[Math.min(count - 1, Math.ceil(count / 2 + 1 + reach) - 1)];
  return low === undefined || high === undefined ? undefined : [low, high];
}
