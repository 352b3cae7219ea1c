import type { Check, CheckContext, CheckOutcome, ExecResult, Finding } from '@sluice/core';
import type { PythonOptions } from '../options.ts';
import { parseRuffFormat, type RuffFormatReport } from '../parse/ruff-format.ts';
import { firstChangedLines } from '../parse/unified-diff.ts';
import type { Project } from '../project/project.ts';
import { toolSpec } from '../tools/tool-spec.ts';
import { withCommon } from './base-check.ts';
import { filesPhrase, nothingToLookAt } from './files-phrase.ts';
import { hookArguments } from './hook-arguments.ts';
import { LINT_INPUTS } from './inputs.ts';
import { relativePath } from './paths.ts';
import { ruffConfigurationPlace } from './ruff-configuration.ts';
import { formatExcludeArguments } from './ruff-files.ts';
import { decideSettings, type OwnSettings } from './settings.ts';
import { ownWords, whyNotRun } from './tool-words.ts';

/**
 * `ruff format --diff`, which writes nothing and says the same in every version. Its exit codes: 0 nothing to
 * change, 1 some files would change, 2 refused, crashed, or a file that does not parse.
 */
export function ruffFormatCheck(options: PythonOptions, project: Project): Check {
  const own = options.ruffFormat === false ? undefined : options.ruffFormat;
  const settings = decideSettings(
    {
      what: 'line length',
      option: 'ruffFormat.lineLength',
      explicit: own?.lineLength,
      reference: 100,
      toArgs: (value) => ['--line-length', String(value)],
    },
    ownSettings(project),
  );
  const paths = own?.paths ?? options.paths ?? ['.'];
  const args = [...settings.args, ...formatExcludeArguments(project), ...(own?.args ?? [])];
  const check: Check = {
    id: 'python/ruff-format',
    title: 'Ruff: the code is formatted',
    tools: [toolSpec('ruff', project)],
    inputs: LINT_INPUTS,
    fix: ['ruff', 'format', '--no-cache', '--quiet', ...args, ...paths],
    run: (ctx) => runRuffFormat(ctx, { from: settings.from, args, paths }),
  };
  return withCommon(check, options.ruffFormat, 'ruffFormat');
}

function ownSettings(project: Project): OwnSettings | undefined {
  const place = ruffConfigurationPlace(project);
  if (place !== undefined) return { place, args: [] };
  const args = hookArguments(project, 'ruff-format');
  return args && { place: '.pre-commit-config.yaml', args };
}

interface FormatRun {
  readonly from: string;
  readonly args: readonly string[];
  readonly paths: readonly string[];
}

async function runRuffFormat(ctx: CheckContext, run: FormatRun): Promise<CheckOutcome> {
  const env = { RUFF_CACHE_DIR: `${ctx.stateDir}/cache/ruff` };
  const result = await ctx.exec('ruff', ['format', '--diff', ...run.args, ...run.paths], { env });
  const report = parseRuffFormat(result.stderr);
  const lines = firstChangedLines(result.stdout);
  const reason = whyNoEvidence(result, report, { lines, paths: run.paths });
  if (reason !== undefined) return { status: 'errored', reason };
  const { changed, unchanged, failures } = report;
  const seen = changed + unchanged + failures.length;
  return {
    status: 'completed',
    findings: [...lines].map(([path, line]) => unformatted(ctx, path, line)).concat(unparsed(ctx, report)),
    metrics: { files: seen, changed },
    scope: { unit: 'files', seen, missed: failures.length, detail: [run.from] },
    summary: changed > 0 ? `${filesPhrase(changed)} of ${seen} would change` : filesPhrase(seen),
  };
}

function whyNoEvidence(
  result: ExecResult,
  report: RuffFormatReport,
  seen: { lines: ReadonlyMap<string, number>; paths: readonly string[] },
): string | undefined {
  const notRun = whyNotRun('ruff', result);
  if (notRun !== undefined) return notRun;
  if (report.isEmpty) return nothingToLookAt(seen.paths);
  const { changed, unchanged, failures } = report;
  const isConsistent =
    (result.exitCode === 0 && changed === 0 && failures.length === 0 && unchanged > 0) ||
    (result.exitCode === 1 && changed > 0 && failures.length === 0) ||
    (result.exitCode === 2 && failures.length > 0);
  if (!isConsistent) return ownWords('ruff format', result);
  const unread = failures.filter(({ line }) => line === undefined);
  if (unread.length > 0 && unread.length === changed + unchanged + failures.length) {
    return `ruff format could read no file: ${unread[0]?.path}: ${unread[0]?.message}`;
  }
  return seen.lines.size === changed
    ? undefined
    : `ruff format counted ${changed} files and showed ${seen.lines.size}`;
}

function unformatted(ctx: CheckContext, path: string, line: number): Finding {
  return ctx.finding({
    ruleId: 'ruff-format/would-reformat',
    tool: 'ruff-format',
    kind: 'format',
    severity: 'low',
    message: 'Ruff would reformat this file',
    location: { path: relativePath(ctx.cwd, path), line },
    region: 'file',
    fixable: true,
  });
}

function unparsed(ctx: CheckContext, report: RuffFormatReport): readonly Finding[] {
  return report.failures.map(({ path, line, column, message }) =>
    ctx.finding({
      ruleId: 'ruff-format/cannot-format',
      tool: 'ruff-format',
      kind: 'format',
      severity: 'high',
      message: `Ruff cannot format this file: ${message}`,
      location: {
        path: relativePath(ctx.cwd, path),
        ...(line === undefined ? {} : { line }),
        ...(column === undefined ? {} : { column }),
      },
      region: 'file',
    }),
  );
}
