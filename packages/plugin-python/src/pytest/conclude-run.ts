import { writeFile } from 'node:fs/promises';
import type { CheckContext, CheckOutcome, ResolvedTool, Scope } from '@sluice/core';
import { writePytestRecord } from '../checks/pytest-record.ts';
import type { Coverage } from '../parse/coverage-json.ts';
import type { TestEnvironment } from './ask-environment.ts';
import type { AttemptFiles } from './attempt-files.ts';
import { junitXml } from './junit-xml.ts';
import { measureCoverage } from './measure-coverage.ts';
import type { PytestOptions } from './pytest-options.ts';
import type { RunReading } from './read-run.ts';
import { summaryOf } from './summary.ts';
import { testFindings } from './test-findings.ts';
import { countTests, mergeRetry, noRetryReason, type TestCounts, type TestResult } from './test-results.ts';

export interface RunSettings {
  readonly files: AttemptFiles;
  readonly options: PytestOptions;
  readonly environment: TestEnvironment;
  readonly isMeasured: boolean;
  /** Results of the attempts before this one, which ran only what had failed. */
  readonly before: readonly TestResult[] | undefined;
}

/** Turns what a run left into an outcome: results of all attempts put together, coverage of all of them combined. */
export async function concludeRun(
  ctx: CheckContext,
  reading: RunReading,
  settings: RunSettings,
): Promise<CheckOutcome> {
  const { files, environment, before } = settings;
  const tools = toolsOf(environment);
  const folders = { cwd: ctx.cwd, rootDir: reading.session?.rootDir ?? ctx.cwd };
  if ('reason' in reading) {
    const findings = testFindings(reading.results, folders, ctx.finding);
    // Only of a file that could not be collected does a finding say more than the reason.
    const more = reading.results.some((test) => test.isFile) ? findings[0]?.message : undefined;
    return { status: 'errored', reason: withFirst(reading.reason, more), findings, tools };
  }
  const results = before ? mergeRetry(before, reading.results, ctx.attempt) : [...reading.results];
  const counts = countTests(results);
  await writeFile(files.results, JSON.stringify(results));
  await writeFile(files.mergedJunit, junitXml(results));
  ctx.artifact('junit.xml', files.mergedJunit);
  const coverage = settings.isMeasured ? await measureCoverage(ctx.exec, files) : undefined;
  const measured = coverage && !('problem' in coverage) ? coverage : undefined;
  if (measured) {
    ctx.artifact('coverage.json', files.coverageJson);
    ctx.artifact('coverage.xml', files.coverageXml);
  }
  const facts = {
    findings: testFindings(results, folders, ctx.finding),
    metrics: metricsOf(counts, { measured, session: reading.session, results }),
    scope: scopeOf(results, counts),
    tools,
  };
  if (coverage && 'problem' in coverage && counts.failed === 0) {
    return {
      status: 'errored',
      reason: `the tests passed, but coverage was not measured: ${coverage.problem}`,
      ...facts,
    };
  }
  if (coverage && 'problem' in coverage) ctx.log(`coverage was not measured: ${coverage.problem}`);
  await keepRecord(ctx, results, measured);
  const noRetry =
    noRetryReason(counts) ??
    (reading.isWhole
      ? undefined
      : 'the run stopped early, so a retry of what failed would leave the rest untested');
  const summary = summaryOf(results, { counts, coverage: measured, limit: settings.options.coverage });
  return { status: 'completed', ...facts, summary, ...(noRetry !== undefined && { noRetry }) };
}

function withFirst(reason: string, message: string | undefined): string {
  return message === undefined ? reason : `${reason}: ${message.split('\n').at(-1)}`;
}

function toolsOf({ python, path, pytest, coverage, xdist }: TestEnvironment): ResolvedTool[] {
  return [
    { name: 'pytest', version: pytest, path },
    { name: 'python', version: python, path },
    ...(coverage === undefined ? [] : [{ name: 'coverage', version: coverage, path }]),
    ...(xdist === undefined ? [] : [{ name: 'pytest-xdist', version: xdist, path }]),
  ];
}

function metricsOf(
  counts: TestCounts,
  {
    measured,
    session,
    results,
  }: { measured: Coverage | undefined; session: { workers: number }; results: readonly TestResult[] },
): Record<string, number> {
  return {
    ...(measured && {
      coverage: measured.percent,
      'coverage.covered': measured.covered,
      'coverage.total': measured.total,
    }),
    tests: counts.tests,
    failed: counts.failed,
    skipped: counts.skipped,
    xfailed: counts.xfailed,
    flaky: counts.flaky,
    workers: Math.max(1, session.workers),
    durationMs: results.reduce((sum, result) => sum + result.durationMs, 0),
  };
}

const MOST_DETAILS = 20;

function scopeOf(results: readonly TestResult[], counts: TestCounts): Scope {
  const skipped = results.filter((result) => result.state === 'skipped');
  const detail = skipped
    .slice(0, MOST_DETAILS)
    .map(({ id, reason }) => `skipped ${id}${reason ? `: ${reason}` : ''}`);
  const more = skipped.length - detail.length;
  return {
    unit: 'tests',
    seen: counts.tests - counts.skipped,
    missed: counts.skipped,
    detail: more > 0 ? [...detail, `and ${more} more`] : detail,
  };
}

async function keepRecord(
  ctx: CheckContext,
  results: readonly TestResult[],
  coverage: Coverage | undefined,
): Promise<void> {
  await writePytestRecord(ctx.stateDir, ctx.cell['python'] ?? '', {
    tests: results
      .filter(({ state }) => state !== 'skipped')
      .map(({ id, durationMs }) => ({ id, durationMs })),
    ...(coverage && {
      coverage: { percent: coverage.percent, covered: coverage.covered, total: coverage.total },
    }),
  });
}
