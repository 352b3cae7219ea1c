import type { Interval } from './interval.ts';

/** The two-sided 95 % point of the normal distribution. */
const Z95 = 1.959963984540054;

/**
 * The Wilson score interval of a share, unrounded: where the true rate lies, given `success` of `total`. Undefined
 * without any. Unlike the usual interval it stays within 0 to 1 and is right for few runs and for 100 %.
 *
 * Source: E. B. Wilson, Probable inference, the law of succession, and statistical inference, JASA 22 (1927), 209–212.
 */
export function wilsonInterval(success: number, total: number, z = Z95): Interval | undefined {
  if (!(total > 0)) return undefined;
  const share = success / total;
  const scale = 1 + z ** 2 / total;
  const centre = share + z ** 2 / (2 * total);
  const margin = z * Math.sqrt((share * (1 - share)) / total + z ** 2 / (4 * total ** 2));
  // At the ends the formula gives them exactly; floating point misses them by an ulp.
  const low = success === 0 ? 0 : Math.max(0, (centre - margin) / scale);
  const high = success === total ? 1 : Math.min(1, (centre + margin) / scale);
  return [low, high];
}
