import type { SuccessFigures } from './success-figures.ts';

/** How CI is: `good` from the threshold on, else `alert`; nothing is said of fewer than 8 decided runs. */
export type HealthStatus = 'good' | 'alert' | 'insufficient-data';

/** With fewer decided runs a single one moves the rate by more than the distance to the threshold. */
export const LEAST_DECIDED = 8;

/** The status of these counts. `threshold` is a rate, 0 to 1. */
export function healthStatus(
  { decided, rate }: Pick<SuccessFigures, 'decided' | 'rate'>,
  threshold: number,
): HealthStatus {
  if (rate === null || decided < LEAST_DECIDED) return 'insufficient-data';
  return rate >= threshold ? 'good' : 'alert';
}
