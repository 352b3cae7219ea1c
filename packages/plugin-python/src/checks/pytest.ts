import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Check, CheckContext, CheckOutcome, ExecResult, Limit } from '@sluice/core';
import { readPythonProject } from '../project/read-python-project.ts';
import { readPytestConfig, type PytestConfig } from '../project/pytest-config.ts';
import type { PythonProject } from '../project/python-project.ts';
import type { PythonOptions } from '../options.ts';
import { formatLastFailed } from '../parse/last-failed.ts';
import { findPackages } from '../project/packages.ts';
import { aboveFolders } from '../projects/above-folders.ts';
import { hasOption } from '../pytest/addopts.ts';
import { askEnvironment, type TestEnvironment } from '../pytest/ask-environment.ts';
import { attemptFiles, type AttemptFiles } from '../pytest/attempt-files.ts';
import { concludeRun, type RunSettings } from '../pytest/conclude-run.ts';
import { coverageConfig, isPatching } from '../pytest/coverage-config.ts';
import { pytestCommand, pytestEnv } from '../pytest/pytest-command.ts';
import type { PytestOptions } from '../pytest/pytest-options.ts';
import { readRun } from '../pytest/read-run.ts';
import type { TestResult } from '../pytest/test-results.ts';
import { chooseWorkers } from '../pytest/workers.ts';
import { withCommon } from './base-check.ts';
import { everyFileBut } from './inputs.ts';

/**
 * The project's tests on each version, measured by coverage.
 *
 * Exit codes: 0 passed, 1 tests failed; 2 interrupted or not collected, 3 pytest's own error, 4 misused, 5 nothing
 * collected are no evidence about the code. So are 0 and 1 without a report that agrees.
 */
export function pytestCheck(
  { versions, pytest }: Pick<PythonOptions, 'versions' | 'pytest'>,
  root = '.',
): Check {
  const check: Check = {
    id: 'python/pytest',
    title: 'Tests',
    matrix: { python: versions },
    needs: ['python/env'],
    inputs: everyFileBut(pytest === false ? [] : pytest.exclude),
    limits: limitsOf(pytest),
    retry: { max: pytest === false ? 0 : pytest.retries, on: ['failure'] },
    run: async (ctx) =>
      pytest === false
        ? { status: 'errored', reason: 'option pytest is false' }
        : runTests(ctx, pytest, root),
  };
  return withCommon(check, pytest, 'pytest');
}

/** Tests that passed on a retry are remarks of severity `info`, and so are not counted. */
function limitsOf(options: PythonOptions['pytest']): readonly Limit[] {
  const tests: Limit = { rule: 'python/tests', count: { kind: 'test', severityAtLeast: 'high' }, max: 0 };
  if (options === false || options.coverage === false) return [tests];
  return [tests, { rule: 'python/coverage', metric: 'coverage', min: options.coverage }];
}

async function runTests(ctx: CheckContext, options: PytestOptions, root: string): Promise<CheckOutcome> {
  const environment = await askEnvironment(ctx.exec);
  if ('reason' in environment) return { status: 'errored', reason: environment.reason };
  const isMeasured = options.coverage !== false;
  if (isMeasured && environment.coverage === undefined)
    return {
      status: 'errored',
      reason: 'coverage is not in the environment; python/env makes one that has it',
    };
  const project = await readPythonProject(ctx.cwd);
  const config = await readPytestConfig(project, aboveFolders(ctx.cwd, root));
  const files = attemptFiles(ctx.tempDir, ctx.attempt);
  const before = await readResults(files);
  const isRetry = before.some((test) => test.state === 'failed');
  await mkdir(files.coverageDir, { recursive: true });
  if (isRetry) await prepareRetry(files, before);
  if (isMeasured) await writeCoverageConfig(ctx, { files, project, config, options, environment });
  const result = await runPytest(ctx, { files, config, options, environment, isRetry });
  const reading = readRun({
    result,
    junit: await textOf(files.junit),
    record: await textOf(files.record),
    configFile: config.file,
  });
  const settings: RunSettings = {
    files,
    options,
    environment,
    isMeasured,
    before: isRetry ? before : undefined,
  };
  return concludeRun(ctx, reading, settings);
}

interface RunInput {
  readonly files: AttemptFiles;
  readonly config: PytestConfig;
  readonly options: PytestOptions;
  readonly environment: TestEnvironment;
  readonly isRetry: boolean;
}

async function runPytest(
  ctx: CheckContext,
  { files, config, options, environment, isRetry }: RunInput,
): Promise<ExecResult> {
  const workers = chooseWorkers(options.workers, {
    history: ctx.history,
    isRetry,
    hasXdist: environment.xdist !== undefined,
  });
  if (workers.why !== undefined) ctx.log(`tests run in ${workers.count} processes: ${workers.why}`);
  const isParallelByProject = hasOption(config.addopts, '-n') || hasOption(config.addopts, '--numprocesses');
  const isSerial = isParallelByProject && (isRetry || options.workers === 0 || options.workers === 1);
  const args = pytestCommand({
    files,
    config,
    isRetry,
    workers: workers.count,
    args: [...options.args, ...(isSerial ? ['-n', '0'] : [])],
    paths: options.paths ?? [],
    isMeasured: options.coverage !== false,
  });
  const isFollowed = options.coverage !== false && !isPatching(environment.coverage);
  const env = {
    ...pytestEnv(files),
    ...(isFollowed && { COVERAGE_PROCESS_START: files.coverageRc }),
    ...options.env,
  };
  return ctx.exec('python', args, { env });
}

async function writeCoverageConfig(
  ctx: CheckContext,
  input: {
    files: AttemptFiles;
    project: PythonProject;
    config: PytestConfig;
    options: PytestOptions;
    environment: TestEnvironment;
  },
): Promise<void> {
  const { packages, modules } = await findPackages(ctx.cwd);
  const coverage = await coverageConfig({
    project: input.project,
    args: [...input.config.addopts, ...input.options.args],
    packages: packages.length > 0 ? packages : modules,
    canPatch: isPatching(input.environment.coverage),
  });
  ctx.log(`coverage of ${coverage.source} (${coverage.from ?? 'not configured by the project'})`);
  await writeFile(input.files.coverageRc, coverage.text);
}

/** Written here and not left to pytest: failed subtests are not in its own list. */
async function prepareRetry(files: AttemptFiles, before: readonly TestResult[]): Promise<void> {
  await mkdir(dirname(files.lastFailed), { recursive: true });
  const failed = before.filter((test) => test.state === 'failed').map((test) => test.id);
  await writeFile(files.lastFailed, formatLastFailed(failed));
}

async function readResults(files: AttemptFiles): Promise<readonly TestResult[]> {
  const text = await textOf(files.results);
  return text === undefined ? [] : (JSON.parse(text) as TestResult[]);
}

async function textOf(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch(() => undefined);
}
