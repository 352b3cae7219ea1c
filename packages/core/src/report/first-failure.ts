import type { RunReport } from '../model/report.ts';
import type { CheckResult } from '../model/result.ts';

/** The required check whose failure was known first, and how long after the run's start. */
export interface FirstFailure {
  readonly id: string;
  readonly afterMs: number;
}

/** What a developer waits for: not the end of the run, but the first thing to mend. Undefined when nothing failed. */
export function firstFailure({
  startedAt,
  results,
}: Pick<RunReport, 'startedAt' | 'results'>): FirstFailure | undefined {
  const failures = results.filter(isFailure).map(({ id, startedAt: began, durationMs }) => ({
    id,
    afterMs: Math.max(0, Date.parse(began) + durationMs - Date.parse(startedAt)),
  }));
  return failures.toSorted((a, b) => a.afterMs - b.afterMs)[0];
}

function isFailure({ level, conclusion, waiver }: CheckResult): boolean {
  const isBad = conclusion === 'failure' || conclusion === 'errored' || conclusion === 'timed_out';
  return level === 'required' && isBad && waiver === undefined;
}
