import type { Check, CheckContext, CheckOutcome, Finding } from '@sluice/core';
import type { OptionsOf } from '../options.ts';
import { ownWords } from '../own-words.ts';
import { parseTsc } from '../parse/tsc-text.ts';
import { sourceLines } from '../source-line.ts';
import { reusable } from '../reusable.ts';
import { runTool } from '../tool.ts';

/** tsc over a whole project, writing nothing. */
export function typesCheck(options: OptionsOf<'types'>): Check {
  const check: Check = { id: 'node/types', title: 'tsc: types', run: (ctx) => runTsc(ctx, options) };
  return reusable(check, options.inputs);
}

/**
 * What tsc's exit codes mean:
 *
 * | code | output | means |
 * |---|---|---|
 * | 0 | no error | clean |
 * | 1, 2 | errors with a file and a line | findings |
 * | 1, 2 | an error without a file | the configuration, or a library that is not installed: errored |
 * | other | | errored |
 *
 * `--diagnostics` makes it say how many files it read: without that line an empty output would be no evidence.
 */
async function runTsc(ctx: CheckContext, options: OptionsOf<'types'>): Promise<CheckOutcome> {
  const form = ['--noEmit', '--pretty', 'false', '--diagnostics'];
  const args = ['--project', options.project, ...form, ...options.args];
  const run = await runTool(ctx, { package: options.package, program: 'tsc', args });
  if (run.notRun !== undefined) return { status: 'errored', reason: run.notRun };
  const { tools, exitCode } = run;
  const { errors, unplaced, files } = parseTsc(run.stdout, ctx.cwd);
  const errored = (reason: string): CheckOutcome => ({ status: 'errored', reason, tools });
  if (unplaced !== undefined) return errored(`tsc could not check the project: ${unplaced}`);
  if (![0, 1, 2].includes(exitCode ?? -1) || files === undefined) return errored(ownWords('tsc', run));
  if ((exitCode === 0) !== (errors.length === 0))
    return errored(`tsc ended with ${exitCode} and reported ${errors.length} errors`);
  if (files === 0) return errored('nothing to look at: tsc read no file');
  const lineOf = sourceLines(ctx.cwd);
  const findings: Finding[] = [];
  for (const { code, message, path, line, column } of errors) {
    const region = await lineOf(path, line);
    findings.push(
      ctx.finding({
        ruleId: `tsc/${code}`,
        tool: 'tsc',
        kind: 'type',
        message,
        location: { path, line, column },
        ...(region === undefined ? {} : { region }),
      }),
    );
  }
  const scope = { unit: 'files', seen: files, missed: 0, detail: [] };
  const metrics = { errors: errors.length };
  return {
    status: 'completed',
    findings,
    metrics,
    scope,
    summary: `${errors.length === 1 ? '1 error' : `${errors.length} errors`} in ${files} files`,
    tools,
  };
}
