import type { Coverage } from '../parse/coverage-json.ts';
import type { TestCounts, TestResult } from './test-results.ts';

/** `48 tests, 1 flaky: test_retry_queue (passed on attempt 2), coverage 86 %`; the engine adds the limit that it judged by. */
export function summaryOf(
  results: readonly TestResult[],
  { counts, coverage, limit }: { counts: TestCounts; coverage: Coverage | undefined; limit: number | false },
): string {
  const flaky = results.filter((result) => result.passedOn !== undefined);
  const parts = [
    counts.failed > 0
      ? `${counts.failed} failed of ${counts.tests}`
      : `${counts.tests} ${counts.tests === 1 ? 'test' : 'tests'}`,
    ...(flaky.length > 0 ? [`${flaky.length} flaky: ${names(flaky)}`] : []),
    ...(counts.skipped > 0 ? [`${counts.skipped} skipped`] : []),
    ...(coverage ? [`coverage ${percentText(coverage.percent, limit)} %`] : []),
  ];
  return parts.join(', ');
}

function names(flaky: readonly TestResult[]): string {
  const shown = flaky
    .slice(0, 3)
    .map((result) => `${result.id.split('::').at(-1)} (passed on attempt ${result.passedOn})`);
  return flaky.length > 3 ? `${shown.join(', ')}, …` : shown.join(', ');
}

/** Rounded down, with a digit where it would else look like the limit it is below. */
export function percentText(percent: number, limit: number | false): string {
  const floor = (digits: number): string => String(Math.floor(percent * 10 ** digits) / 10 ** digits);
  if (limit === false || percent >= limit || percent < limit - 1) return floor(0);
  return Number.isInteger(percent)
    ? floor(0)
    : floor(limit - percent < 0.1 ? (limit - percent < 0.001 ? 5 : 3) : 1);
}
