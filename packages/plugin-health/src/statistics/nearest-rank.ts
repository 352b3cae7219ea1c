/**
 * The smallest value that at least this share of all values does not exceed; undefined without any. It is always one
 * that was measured, and below 20 values the one for 0.95 is the largest. `sorted` is in ascending order.
 *
 * Source: the nearest-rank definition; definition 1 in R. J. Hyndman and Y. Fan, Sample quantiles in statistical
 * packages, The American Statistician 50 (1996), 361–365.
 */
export function nearestRank(sorted: readonly number[], share: number): number | undefined {
  // A product such as 0.95 * 20 must not be lifted over its whole number by floating point.
  const rank = Math.ceil(Number((share * sorted.length).toFixed(9)));
  return sorted[Math.max(0, rank - 1)];
}
