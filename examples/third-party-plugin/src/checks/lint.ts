import type { Check, CheckContext, CheckOutcome, Finding } from '@sluice/core';
import type { OptionsOf } from '../options.ts';
import { ownWords } from '../own-words.ts';
import { parseEslint } from '../parse/eslint-json.ts';
import type { LintReport } from '../parse/lint-report.ts';
import { parseOxlint } from '../parse/oxlint-json.ts';
import { sourceLines } from '../source-line.ts';
import { reusable } from '../reusable.ts';
import { runTool } from '../tool.ts';

/** oxlint or ESLint, whichever the project has. */
export function lintCheck(options: OptionsOf<'lint'>): Check {
  const check: Check = {
    id: 'node/lint',
    title: options.tool,
    limits: [{ rule: 'node/lint', count: { severityAtLeast: options.warnings ? 'low' : 'medium' }, max: 0 }],
    run: (ctx) => (options.tool === 'oxlint' ? runOxlint(ctx, options) : runEslint(ctx, options)),
  };
  return reusable(check, options.inputs);
}

/**
 * What oxlint's exit codes mean, with the report it prints:
 *
 * | code | report | means |
 * |---|---|---|
 * | 0 | no error in it | clean, or warnings alone |
 * | 1 | errors in it | findings |
 * | 1 | no file in it | nothing to look at: errored |
 * | 1 | none | refused its arguments or its configuration: errored |
 * | other | | errored |
 */
async function runOxlint(ctx: CheckContext, { paths, args }: OptionsOf<'lint'>): Promise<CheckOutcome> {
  const run = await runTool(ctx, { program: 'oxlint', args: ['--format=json', ...args, ...paths] });
  if (run.notRun !== undefined) return { status: 'errored', reason: run.notRun };
  const report = parseOxlint(run.stdout);
  if (report === undefined || (run.exitCode !== 0 && run.exitCode !== 1))
    return { status: 'errored', reason: ownWords('oxlint', run) };
  return conclude(ctx, { program: 'oxlint', exitCode: run.exitCode, report, tools: run.tools });
}

/**
 * What ESLint's exit codes mean:
 *
 * | code | means |
 * |---|---|
 * | 0 | no error: clean, or warnings alone |
 * | 1 | errors |
 * | 2 | its configuration, a crash, or no file to look at: errored |
 * | other | errored |
 */
async function runEslint(ctx: CheckContext, { paths, args }: OptionsOf<'lint'>): Promise<CheckOutcome> {
  const run = await runTool(ctx, { program: 'eslint', args: ['--format', 'json', ...args, ...paths] });
  if (run.notRun !== undefined) return { status: 'errored', reason: run.notRun };
  const report = parseEslint(run.stdout, ctx.cwd);
  if (report === undefined || (run.exitCode !== 0 && run.exitCode !== 1))
    return { status: 'errored', reason: ownWords('eslint', run) };
  return conclude(ctx, { program: 'eslint', exitCode: run.exitCode, report, tools: run.tools });
}

interface Linted {
  readonly program: string;
  readonly exitCode: number;
  readonly report: LintReport;
  readonly tools: NonNullable<Extract<CheckOutcome, { status: 'completed' }>['tools']>;
}

/** The report and the exit code have to agree: where they do not, one of them is not understood. */
async function conclude(ctx: CheckContext, linted: Linted): Promise<CheckOutcome> {
  const { program, exitCode, report, tools } = linted;
  if (report.files === 0)
    return { status: 'errored', reason: `nothing to look at: ${program} linted no file`, tools };
  const errors = report.messages.filter(({ isError }) => isError).length;
  if ((exitCode === 1) !== errors > 0)
    return {
      status: 'errored',
      reason: `${program} ended with ${exitCode} and reported ${errors} errors`,
      tools,
    };
  const lineOf = sourceLines(ctx.cwd);
  const findings: Finding[] = [];
  for (const { rule, message, path, line, column, isError, url, fixable } of report.messages) {
    const region = await lineOf(path, line);
    findings.push(
      ctx.finding({
        ruleId: `${program}/${rule}`,
        tool: program,
        severity: isError ? 'medium' : 'low',
        message,
        location: {
          path,
          ...(line === undefined ? {} : { line }),
          ...(column === undefined ? {} : { column }),
        },
        ...(region === undefined ? {} : { region }),
        ...(url === undefined ? {} : { helpUrl: url }),
        ...(fixable === undefined ? {} : { fixable }),
      }),
    );
  }
  const warnings = report.messages.length - errors;
  return {
    status: 'completed',
    findings,
    metrics: { errors, warnings },
    scope: { unit: 'files', seen: report.files, missed: 0, detail: [] },
    summary: `${report.files} files, ${errors} errors, ${warnings} warnings`,
    tools,
  };
}
