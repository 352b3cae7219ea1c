import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Check, CheckContext, CheckOutcome, ExecResult, Finding } from '@sluice/core';
import type { PythonOptions } from '../options.ts';
import { parseIsort, type IsortReport } from '../parse/isort.ts';
import { firstChangedLines } from '../parse/unified-diff.ts';
import type { Project } from '../project/project.ts';
import { toolSpec } from '../tools/tool-spec.ts';
import { withCommon } from './base-check.ts';
import { filesPhrase, nothingToLookAt } from './files-phrase.ts';
import { hookArguments } from './hook-arguments.ts';
import { LINT_INPUTS } from './inputs.ts';
import { isortConfiguration, type IsortConfiguration } from './isort-configuration.ts';
import { relativePath } from './paths.ts';
import { decideSettings, type OwnSettings, type Settings } from './settings.ts';
import { ownWords, whyNotRun } from './tool-words.ts';

/** The files whose changes are worked out, to say where they begin. */
const MOST_DIFFED = 50;

/**
 * `isort --check-only`. isort's exit codes: 0 all sorted, 1 some files are not, or a path does not exist, or isort
 * itself fell over with a traceback; 2 refused its command line. So the words decide, not the code alone.
 */
export function isortCheck(options: PythonOptions, project: Project): Check {
  const own = options.isort === false ? undefined : options.isort;
  const configuration = isortConfiguration(project);
  const settings = isortSettings(options, project, configuration);
  const lineLength = own?.lineLength === undefined ? [] : ['--line-length', String(own.lineLength)];
  const args = [...settings.args, ...lineLength, ...skips(project, configuration), ...(own?.args ?? [])];
  const paths = own?.paths ?? options.paths ?? ['.'];
  const check: Check = {
    id: 'python/isort',
    title: 'isort: imports are sorted',
    tools: [toolSpec('isort', project)],
    inputs: LINT_INPUTS,
    fix: ['isort', '--quiet', ...args, ...paths],
    run: (ctx) => runIsort(ctx, { from: settings.from, args, paths }),
  };
  return withCommon(check, options.isort, 'isort');
}

function isortSettings(
  options: PythonOptions,
  project: Project,
  configuration: IsortConfiguration | undefined,
): Settings {
  const hook = hookArguments(project, 'isort');
  const fromHook: OwnSettings | undefined = hook && { place: '.pre-commit-config.yaml', args: hook };
  return decideSettings(
    {
      what: 'profile',
      option: 'isort.profile',
      explicit: options.isort === false ? undefined : options.isort.profile,
      reference: 'black',
      toArgs: (value) => ['--profile', String(value)],
    },
    configuration ? { place: configuration.place, args: [] } : fromHook,
  );
}

/** A list given on the command line replaces the configured one of the same name, so that one is given again. */
function skips(project: Project, configuration: IsortConfiguration | undefined): readonly string[] {
  if (project.excluded.length === 0) return [];
  const globs = [...(configuration?.extendSkipGlob ?? []), ...project.excluded];
  return globs.flatMap((glob) => ['--extend-skip-glob', glob]);
}

interface IsortRun {
  readonly from: string;
  readonly args: readonly string[];
  readonly paths: readonly string[];
}

async function runIsort(ctx: CheckContext, run: IsortRun): Promise<CheckOutcome> {
  // Its warnings are the only sign of a file that it could not read.
  const options = { env: { PYTHONWARNINGS: 'default', PYTHONUTF8: '1' }, maxBufferBytes: 64 * 1024 * 1024 };
  const result = await ctx.exec('isort', ['--check-only', ...run.args, ...run.paths], options);
  const report = parseIsort(result.stdout, result.stderr);
  const reason = whyNoEvidence(result, report);
  if (reason !== undefined) return { status: 'errored', reason };
  const listed = await ctx.exec('isort', ['--show-files', ...run.args, ...run.paths], options);
  const files = listed.stdout.split('\n').filter((line) => line.trim() !== '');
  // isort says nothing of clean code, so its listing is the evidence that it looked: each line must be a file.
  const isListing = listed.exitCode === 0 && files.every((file) => existsSync(resolve(ctx.cwd, file)));
  if (!isListing) return { status: 'errored', reason: ownWords('isort --show-files', listed) };
  const seen = files.length;
  const missed = report.unreadable.length;
  if (seen - missed <= 0) {
    const words = report.unreadable[0]?.reason;
    return {
      status: 'errored',
      reason: words ? `isort could read no file: ${words}` : nothingToLookAt(run.paths),
    };
  }
  const diffed = report.unsorted.slice(0, MOST_DIFFED);
  const diff =
    diffed.length === 0
      ? ''
      : (await ctx.exec('isort', ['--check-only', '--diff', ...run.args, ...diffed], options)).stdout;
  const changed = report.unsorted.length;
  return {
    status: 'completed',
    findings: findings(ctx, report, firstChangedLines(diff)),
    metrics: { files: seen, changed },
    scope: { unit: 'files', seen, missed, detail: [run.from, ...unreadable(ctx, report)] },
    summary: changed > 0 ? `${filesPhrase(changed)} of ${seen} would change` : filesPhrase(seen),
  };
}

function whyNoEvidence(result: ExecResult, report: IsortReport): string | undefined {
  const notRun = whyNotRun('isort', result);
  if (notRun !== undefined) return notRun;
  if (report.crash !== undefined) return `isort exited with ${result.exitCode}: ${report.crash}`;
  if (report.broken > 0)
    return `isort exited with ${result.exitCode}: ${report.broken} of the paths given do not exist`;
  const isConsistent =
    (result.exitCode === 0 && report.unsorted.length === 0) ||
    (result.exitCode === 1 && report.unsorted.length > 0);
  return isConsistent ? undefined : ownWords('isort', result);
}

function unreadable(ctx: CheckContext, report: IsortReport): readonly string[] {
  return report.unreadable.map(
    ({ path, reason }) => `could not read ${relativePath(ctx.cwd, path)}: ${reason}`,
  );
}

function findings(
  ctx: CheckContext,
  report: IsortReport,
  lines: ReadonlyMap<string, number>,
): readonly Finding[] {
  const byPath = new Map([...lines].map(([path, line]) => [relativePath(ctx.cwd, path), line]));
  return report.unsorted.map((file) => {
    const path = relativePath(ctx.cwd, file);
    const line = byPath.get(path);
    return ctx.finding({
      ruleId: 'isort/unsorted-imports',
      tool: 'isort',
      kind: 'format',
      severity: 'low',
      message: 'isort would sort the imports of this file otherwise',
      location: { path, ...(line === undefined ? {} : { line }) },
      region: 'file',
      fixable: true,
    });
  });
}
