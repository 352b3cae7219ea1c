import type { ExecResult } from '@sluice/core';
import { mayBeEvidence } from '../checks/may-be-evidence.ts';
import { parseJunit, type JunitReport } from '../parse/junit.ts';
import { exitWords } from './exit-words.ts';
import { countTests, testResults, type TestResult } from './test-results.ts';

/** What the record plugin wrote when the session finished. */
export interface SessionRecord {
  readonly pytest: string;
  readonly rootDir: string;
  readonly configFile: string;
  readonly collected: number;
  readonly ran: number;
  readonly workers: number;
  readonly exitStatus: number;
}

/** What one run of pytest left behind. */
export interface RunEvidence {
  readonly result: ExecResult;
  /** Text of the JUnit report and of the record; undefined when the file is not there. */
  readonly junit: string | undefined;
  readonly record: string | undefined;
  readonly configFile: string | undefined;
}

/** A run that can be judged, or why it cannot; then with what it did report. */
export type RunReading =
  | { readonly results: readonly TestResult[]; readonly session: SessionRecord; readonly isWhole: boolean }
  | { readonly reason: string; readonly results: readonly TestResult[]; readonly session?: SessionRecord };

/**
 * Judges whether a run of pytest is evidence. Exit code, JUnit report and record must agree: a test that ends the
 * process, a report that was cut short and a run that stopped half-way all look like success to one of the three.
 */
export function readRun(evidence: RunEvidence): RunReading {
  const { result } = evidence;
  const report = evidence.junit === undefined ? undefined : parseJunit(evidence.junit);
  const session = parseRecord(evidence.record);
  const results = report && !('problem' in report) ? testResults(report) : [];
  const refuse = (reason: string): RunReading => ({ reason, results, ...(session && { session }) });
  if (result.exitCode === 2 && results.some((test) => test.isFile && test.state === 'failed'))
    return refuse(collectionWords(results));
  if (result.exitCode === null || !mayBeEvidence('pytest', result.exitCode))
    return refuse(exitWords(result, evidence.configFile));
  if (report === undefined || session === undefined) return refuse(silentWords(result, evidence.configFile));
  if ('problem' in report) return refuse(`pytest's JUnit report cannot be used: ${report.problem}`);
  const contradiction = contradictionOf(result.exitCode, report, { results, session });
  return contradiction === undefined
    ? { results, session, isWhole: session.ran >= session.collected }
    : refuse(contradiction);
}

function contradictionOf(
  exitCode: number,
  { counts }: JunitReport,
  { results, session }: { results: readonly TestResult[]; session: SessionRecord },
): string | undefined {
  const { tests, passed, failed, xfailed } = countTests(results);
  if (tests === 0) return 'pytest reported no test at all';
  if (session.exitStatus !== exitCode)
    return `pytest finished with ${session.exitStatus}, but its process ended with ${exitCode}`;
  if (counts.failures + counts.errors > 0 !== failed > 0)
    return "pytest's JUnit report contradicts itself: its totals and its tests disagree";
  if (exitCode === 0 && failed > 0)
    return `pytest ended with exit code 0, but its report names ${failed} failed tests`;
  if (exitCode === 1 && failed === 0)
    return 'pytest ended with exit code 1, though no test failed: a plugin or a hook of the project made it so (see the log)';
  if (exitCode === 0 && session.ran < session.collected)
    return `only ${session.ran} of ${session.collected} collected tests ran, and pytest called that a success`;
  if (passed + failed + xfailed === 0) return `all ${tests} tests were skipped, so nothing was tested`;
  return undefined;
}

function parseRecord(text: string | undefined): SessionRecord | undefined {
  try {
    const record = JSON.parse(text ?? '') as SessionRecord;
    const { collected, ran, workers, exitStatus, rootDir } = record;
    const isWhole =
      [collected, ran, workers, exitStatus].every(Number.isInteger) && typeof rootDir === 'string';
    return isWhole ? record : undefined;
  } catch {
    return undefined;
  }
}

function silentWords(result: ExecResult, configFile: string | undefined): string {
  if (result.exitCode === 0)
    return 'pytest ended with exit code 0 and left no report: something ended its process, such as a test that calls os._exit(0)';
  return exitWords(result, configFile);
}

function collectionWords(results: readonly TestResult[]): string {
  const broken = results.filter((test) => test.isFile && test.state === 'failed');
  return broken.length === 1
    ? 'a test file could not be collected'
    : `${broken.length} test files could not be collected`;
}
