import type { CheckResult } from '../../model/result.ts';

/** What the results that were reused took when they were made: on one machine, one after another. */
export function reusedMs(results: readonly CheckResult[]): number {
  return results
    .filter(({ cached }) => cached === true)
    .reduce((sum, { attempts }) => sum + (attempts.at(-1)?.durationMs ?? 0), 0);
}
