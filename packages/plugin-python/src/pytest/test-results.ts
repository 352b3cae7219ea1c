import {
  isCollectionEntry,
  nodeId,
  type JunitCase,
  type JunitProblem,
  type JunitReport,
} from '../parse/junit.ts';

/** What became of one test, over all its attempts. */
export interface TestResult {
  /** As pytest takes it. */
  readonly id: string;
  readonly file?: string;
  readonly line?: number;
  readonly durationMs: number;
  readonly state: 'passed' | 'failed' | 'skipped' | 'xfailed';
  /** Why it was skipped. */
  readonly reason?: string;
  readonly problems: readonly JunitProblem[];
  /** A file that could not be collected: no test, and none of its tests is known. */
  readonly isFile?: true;
  /** The attempt on which a test that had failed passed. */
  readonly passedOn?: number;
  /** What it failed with before it passed. */
  readonly earlier?: readonly JunitProblem[];
}

/** One result for each test: several `<testcase>` elements of one test (tear-down, subtests) are put together. */
export function testResults({ cases }: JunitReport): TestResult[] {
  const byId = Map.groupBy(cases, nodeId);
  return [...byId].map(([id, list]) => {
    const problems = list.flatMap((one) => one.problems);
    const first = list[0] as JunitCase;
    const skipped = list.find((one) => one.skipped)?.skipped;
    return {
      id,
      ...(first.file !== undefined && { file: first.file }),
      ...(first.line !== undefined && { line: first.line }),
      durationMs: list.reduce((sum, one) => sum + one.durationMs, 0),
      state:
        problems.length > 0
          ? 'failed'
          : skipped
            ? skipped.type === 'pytest.xfail'
              ? 'xfailed'
              : 'skipped'
            : 'passed',
      ...(skipped && problems.length === 0 && { reason: skipped.message }),
      problems,
      ...(isCollectionEntry(first) && { isFile: true as const }),
    };
  });
}

/**
 * Puts a retry of the failed tests over the results before it. A failed test that the retry did not run stays failed:
 * only having passed is evidence of passing. A skip is none either.
 */
export function mergeRetry(
  before: readonly TestResult[],
  retried: readonly TestResult[],
  attempt: number,
): TestResult[] {
  const again = new Map(retried.map((result) => [result.id, result]));
  return before.map((result) => {
    const now = again.get(result.id);
    if (result.state !== 'failed' || !now || now.state === 'skipped') return result;
    return now.state === 'failed' ? now : { ...now, passedOn: attempt, earlier: result.problems };
  });
}

export interface TestCounts {
  readonly tests: number;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly xfailed: number;
  readonly flaky: number;
}

export function countTests(results: readonly TestResult[]): TestCounts {
  const count = (state: TestResult['state']): number =>
    results.filter((result) => result.state === state).length;
  return {
    tests: results.length,
    passed: count('passed'),
    failed: count('failed'),
    skipped: count('skipped'),
    xfailed: count('xfailed'),
    flaky: results.filter((result) => result.passedOn !== undefined).length,
  };
}

/** Why another attempt would not help; undefined when it might. */
export function noRetryReason({ tests, failed }: TestCounts): string | undefined {
  if (failed === 0) return 'only failed tests are run again, and none failed';
  if (failed > 20) return `${failed} tests failed: more than 20 are no accident`;
  if (tests >= 50 && failed > tests / 10)
    return `${failed} of ${tests} tests failed: more than a tenth is no accident`;
  return undefined;
}
