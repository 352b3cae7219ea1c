import type { Check, CheckContext, CheckOutcome, ExecResult, Finding } from '@sluice/core';
import type { PythonOptions } from '../options.ts';
import { parseBlack, type BlackReport } from '../parse/black.ts';
import { firstChangedLines } from '../parse/unified-diff.ts';
import { foldersPattern } from '../project/excluded-folders.ts';
import type { Project } from '../project/project.ts';
import { isTable, valueAt } from '../project/table.ts';
import { toolSpec } from '../tools/tool-spec.ts';
import { withCommon } from './base-check.ts';
import { filesPhrase, nothingToLookAt } from './files-phrase.ts';
import { hookArguments } from './hook-arguments.ts';
import { LINT_INPUTS } from './inputs.ts';
import { relativePath } from './paths.ts';
import { decideSettings, type OwnSettings, type Settings } from './settings.ts';
import { ownWords, whyNotRun } from './tool-words.ts';

/** The files whose changes are worked out, to say where they begin: Black formats each of them again for that. */
const MOST_DIFFED = 10;

/**
 * `black --check`. Black's exit codes: 0 nothing to change, 1 some files would change, 123 some files could not be
 * formatted, 2 refused. Only 123 with the files themselves at fault says something about the code.
 */
export function blackCheck(options: PythonOptions, project: Project): Check {
  const own = options.black === false ? undefined : options.black;
  const settings = blackSettings(options, project);
  const paths = own?.paths ?? options.paths ?? ['.'];
  const args = [...settings.args, ...extendExclude(project, own?.args ?? []), ...(own?.args ?? [])];
  const check: Check = {
    id: 'python/black',
    title: 'Black: the code is formatted',
    tools: [toolSpec('black', project)],
    inputs: LINT_INPUTS,
    fix: ['black', '--quiet', ...args, ...paths],
    run: (ctx) => runBlack(ctx, { from: settings.from, args, paths }),
  };
  return withCommon(check, options.black, 'black');
}

function blackSettings(options: PythonOptions, project: Project): Settings {
  return decideSettings(
    {
      what: 'line length',
      option: 'black.lineLength',
      explicit: options.black === false ? undefined : options.black.lineLength,
      reference: 100,
      toArgs: (value) => ['--line-length', String(value)],
    },
    ownSettings(project),
  );
}

function ownSettings(project: Project): OwnSettings | undefined {
  if (isTable(valueAt(project.pyproject, 'tool', 'black')))
    return {
      place: `${project.above?.black ?? 'pyproject.toml'} [tool.black]`,
      // Older versions stop looking at the first pyproject.toml, whatever is in it.
      args: project.above?.black === undefined ? [] : ['--config', project.above.black],
    };
  const args = hookArguments(project, 'black', 'black-jupyter');
  return args && { place: '.pre-commit-config.yaml', args };
}

/**
 * `--extend-exclude` replaces the project's own, and an own `exclude` switches Black's reading of `.gitignore` off;
 * so the two are joined. A pattern over several lines is a verbose one to Black.
 */
function extendExclude(project: Project, args: readonly string[]): readonly string[] {
  if (project.excluded.length === 0 || args.some((argument) => argument.startsWith('--extend-exclude')))
    return [];
  const ours = foldersPattern(project.excluded);
  const theirs = valueAt(project.pyproject, 'tool', 'black', 'extend-exclude');
  if (typeof theirs !== 'string') return ['--extend-exclude', ours];
  return ['--extend-exclude', `${theirs.includes('\n') ? `(?x:${theirs}\n)` : `(?:${theirs})`}|${ours}`];
}

interface BlackRun {
  readonly from: string;
  readonly args: readonly string[];
  readonly paths: readonly string[];
}

async function runBlack(ctx: CheckContext, run: BlackRun): Promise<CheckOutcome> {
  const env = { BLACK_CACHE_DIR: `${ctx.stateDir}/cache/black`, PYTHONUTF8: '1' };
  const result = await ctx.exec('black', ['--check', ...run.args, ...run.paths], {
    env,
    maxBufferBytes: 64 * 1024 * 1024,
  });
  const report = parseBlack(result.stderr);
  const reason = whyNoEvidence(result, report, run.paths);
  if (reason !== undefined) return { status: 'errored', reason };
  const diffed = report.wouldReformat.slice(0, MOST_DIFFED);
  const diff =
    diffed.length === 0
      ? ''
      : (await ctx.exec('black', ['--check', '--diff', ...run.args, ...diffed], { env })).stdout;
  const { changed, unchanged, failed } = report.counts ?? { changed: 0, unchanged: 0, failed: 0 };
  const seen = changed + unchanged + failed;
  return {
    status: 'completed',
    findings: findings(ctx, report, firstChangedLines(diff)),
    metrics: { files: seen, changed },
    scope: { unit: 'files', seen, missed: failed, detail: [run.from, ...report.warnings] },
    summary: changed > 0 ? `${filesPhrase(changed)} of ${seen} would change` : filesPhrase(seen),
  };
}

function whyNoEvidence(
  result: ExecResult,
  report: BlackReport,
  paths: readonly string[],
): string | undefined {
  const notRun = whyNotRun('black', result);
  if (notRun !== undefined) return notRun;
  if (result.exitCode === 0 && report.isEmpty) return nothingToLookAt(paths);
  const { counts, failures } = report;
  const isWhole =
    counts !== undefined &&
    counts.changed === report.wouldReformat.length &&
    counts.failed === failures.length;
  const isConsistent =
    isWhole &&
    ((result.exitCode === 0 && counts.changed === 0 && counts.failed === 0 && counts.unchanged > 0) ||
      (result.exitCode === 1 && counts.changed > 0 && counts.failed === 0) ||
      (result.exitCode === 123 && counts.failed > 0));
  if (!isConsistent) return ownWords('black', result);
  const defect = failures.find((failure) => !failure.isFileAtFault);
  return defect && `black exited with 123: ${defect.path}: ${defect.message}`;
}

function findings(
  ctx: CheckContext,
  report: BlackReport,
  lines: ReadonlyMap<string, number>,
): readonly Finding[] {
  const byPath = new Map([...lines].map(([path, line]) => [relativePath(ctx.cwd, path), line]));
  const reformats = report.wouldReformat.map((file) => {
    const path = relativePath(ctx.cwd, file);
    const line = byPath.get(path);
    return ctx.finding({
      ruleId: 'black/would-reformat',
      tool: 'black',
      kind: 'format',
      severity: 'low',
      message: 'Black would reformat this file',
      location: { path, ...(line === undefined ? {} : { line }) },
      region: 'file',
      fixable: true,
    });
  });
  const failures = report.failures.map(({ path, line, column, message }) =>
    ctx.finding({
      ruleId: 'black/cannot-format',
      tool: 'black',
      kind: 'format',
      severity: 'high',
      message: `Black cannot format this file: ${message}`,
      location: {
        path: relativePath(ctx.cwd, path),
        ...(line === undefined ? {} : { line }),
        ...(column === undefined ? {} : { column }),
      },
      region: 'file',
    }),
  );
  return [...reformats, ...failures];
}
