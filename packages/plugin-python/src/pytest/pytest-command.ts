import { delimiter } from 'node:path';
import type { PytestConfig } from '../project/pytest-config.ts';
import { RECORD_MODULE } from './record-plugin.ts';
import type { AttemptFiles } from './attempt-files.ts';
import { hasOption } from './addopts.ts';
import { stripBlocked } from './strip-blocked.ts';
import { joinWords, stripCoverage } from './strip-coverage.ts';

export interface CommandInput {
  readonly files: AttemptFiles;
  readonly config: PytestConfig;
  readonly args: readonly string[];
  readonly paths: readonly string[];
  readonly isMeasured: boolean;
  /** Only what failed before. */
  readonly isRetry: boolean;
  readonly workers: number;
}

/** The command line after `python`. What the project configured stays, unless it would hide what has to be read. */
export function pytestCommand(input: CommandInput): string[] {
  const { files, config } = input;
  const all = [...config.addopts, ...input.args];
  const stripped = stripBlocked(stripCoverage(config.addopts));
  return [
    ...(input.isMeasured ? ['-m', 'coverage', 'run', `--rcfile=${files.coverageRc}`] : []),
    '-m',
    'pytest',
    '-p',
    RECORD_MODULE,
    `--sluice-record=${files.record}`,
    ...(stripped.length === config.addopts.length ? [] : ['-o', `addopts=${joinWords(stripped)}`]),
    `--junitxml=${files.junit}`,
    '-o',
    'junit_family=xunit1',
    '-o',
    'junit_log_passing_tests=false',
    '-o',
    `cache_dir=${files.cacheDir}`,
    '--color=no',
    ...(/--tb[= ](?:no|line)\b/u.test(all.join(' ')) ? ['--tb=short'] : []),
    // A run that stops at the first failure leaves the rest untested; retries would then prove too little.
    ...(hasOption(config.addopts, '-x') ||
    hasOption(config.addopts, '--exitfirst') ||
    hasOption(config.addopts, '--maxfail')
      ? ['--maxfail=0']
      : []),
    ...(input.isRetry ? ['--last-failed', '--last-failed-no-failures', 'none'] : []),
    ...(input.workers > 1 ? ['-n', String(input.workers)] : []),
    ...stripBlocked(stripCoverage(input.args)),
    ...input.paths,
  ];
}

/** Variables for the tests: nothing may be left in the work tree. */
export function pytestEnv(
  files: AttemptFiles,
  extra: Readonly<Record<string, string>> = {},
): Record<string, string> {
  return {
    PYTHONDONTWRITEBYTECODE: '1',
    COVERAGE_FILE: files.coverageData,
    HYPOTHESIS_STORAGE_DIRECTORY: `${files.cacheDir}${delimiter === ';' ? '\\' : '/'}hypothesis`,
    ...extra,
  };
}
