import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Check, CheckContext, CheckOutcome, Limit } from '@sluice/core';
import type { OptionsOf } from '../options.ts';
import { ownWords } from '../own-words.ts';
import { parseCoverage } from '../parse/coverage-json.ts';
import { parseVitest, type VitestReport } from '../parse/vitest-json.ts';
import { reusable } from '../reusable.ts';
import { runTool } from '../tool.ts';

/** The project's tests by vitest, and how many of its lines they reach. */
export function testCheck(options: OptionsOf<'test'>): Check {
  const tests: Limit = { rule: 'node/tests', count: { kind: 'test' }, max: 0 };
  const { coverage, weight, timeoutMs } = options;
  const check: Check = {
    id: 'node/test',
    title: 'vitest: tests',
    limits:
      coverage === undefined
        ? [tests]
        : [tests, { rule: 'node/coverage', metric: 'coverage', min: coverage }],
    weight,
    timeoutMs,
    run: (ctx) => runVitest(ctx, options),
  };
  return reusable(check, options.inputs);
}

/**
 * What vitest's exit codes mean, with the report it writes:
 *
 * | code | report | means |
 * |---|---|---|
 * | 0 | tests, none of them failed | passed |
 * | 1 | tests that failed | findings |
 * | 1 | a file that could not be loaded | its tests are not known: errored |
 * | 1 | no test | nothing was run: errored |
 * | 1 | none of these | an error beside the tests, such as an unhandled rejection: errored |
 * | other | | errored |
 */
async function runVitest(ctx: CheckContext, options: OptionsOf<'test'>): Promise<CheckOutcome> {
  const report = join(ctx.tempDir, `vitest-${ctx.attempt}.json`);
  const folder = join(ctx.tempDir, `coverage-${ctx.attempt}`);
  const measured =
    options.coverage === undefined
      ? []
      : [
          '--coverage.enabled',
          '--coverage.reportOnFailure',
          '--coverage.reporter=json-summary',
          `--coverage.reportsDirectory=${folder}`,
        ];
  const args = [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...measured,
    ...options.args,
  ];
  const run = await runTool(ctx, { program: 'vitest', args });
  const { tools, exitCode } = run;
  const errored = (reason: string): CheckOutcome => ({ status: 'errored', reason, tools });
  if (run.notRun !== undefined) return errored(run.notRun);
  const tests = parseVitest(await textOf(report), ctx.cwd);
  if (tests === undefined || (exitCode !== 0 && exitCode !== 1)) return errored(ownWords('vitest', run));
  const doubt = whyNoEvidence(tests, exitCode);
  if (doubt !== undefined) return errored(doubt);
  const coverage =
    options.coverage === undefined
      ? undefined
      : parseCoverage(await textOf(join(folder, 'coverage-summary.json')));
  if (options.coverage !== undefined && coverage === undefined)
    return errored('vitest measured no coverage: is @vitest/coverage-v8 installed?');
  return outcome(ctx, tests, { coverage, tools });
}

function whyNoEvidence({ ran, failed, notLoaded }: VitestReport, exitCode: number): string | undefined {
  const [first] = notLoaded;
  if (first !== undefined)
    return `${first.path} could not be loaded, so its tests are not known: ${first.message}`;
  if (ran === 0) return 'vitest ran no test';
  if ((exitCode === 1) !== failed.length > 0)
    return `vitest ended with ${exitCode} and ${failed.length} failed tests: there was an error beside them`;
  return undefined;
}

interface Measured {
  readonly coverage: number | undefined;
  readonly tools: NonNullable<Extract<CheckOutcome, { status: 'completed' }>['tools']>;
}

function outcome(
  ctx: CheckContext,
  { ran, failed, skipped }: VitestReport,
  { coverage, tools }: Measured,
): CheckOutcome {
  const findings = failed.map(({ name, message, path, line }) =>
    ctx.finding({
      ruleId: 'vitest/failed',
      tool: 'vitest',
      kind: 'test',
      severity: 'high',
      message: `${name}: ${message}`,
      location: { path, ...(line === undefined ? {} : { line }) },
      region: `${path} ${name}`,
    }),
  );
  const reached = coverage === undefined ? '' : `, coverage ${coverage} %`;
  return {
    status: 'completed',
    findings,
    metrics: { tests: ran, failed: failed.length, skipped, ...(coverage === undefined ? {} : { coverage }) },
    scope: { unit: 'tests', seen: ran, missed: skipped, detail: skipped === 0 ? [] : [`${skipped} skipped`] },
    summary: `${ran} tests${failed.length === 0 ? '' : `, ${failed.length} failed`}${reached}`,
    tools,
  };
}

const textOf = (file: string): Promise<string> => readFile(file, 'utf8').catch(() => '');
