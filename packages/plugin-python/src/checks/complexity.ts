import type { Check, CheckContext, CheckOutcome } from '@sluice/core';
import type { PythonOptions } from '../options.ts';
import { parseRuffJson, type RuffDiagnostic } from '../parse/ruff-json.ts';
import type { Project } from '../project/project.ts';
import { toolSpec } from '../tools/tool-spec.ts';
import { withCommon } from './base-check.ts';
import { nothingToLookAt } from './files-phrase.ts';
import { LINT_INPUTS } from './inputs.ts';
import { mayBeEvidence } from './may-be-evidence.ts';
import { relativePath } from './paths.ts';
import { countFiles, excludeArguments } from './ruff-files.ts';
import { ownWords, whyNotRun } from './tool-words.ts';

/**
 * Cyclomatic complexity by Ruff's C901 with its threshold at 0, so that every function is measured and the worst is
 * known even when none is above `max`. Ruff and not radon: one tool less, and the same number as in the editor.
 */
export function complexityCheck(options: PythonOptions, project: Project): Check {
  const own = options.complexity === false ? undefined : options.complexity;
  const check: Check = {
    id: 'python/complexity',
    title: 'Complexity of functions',
    level: 'informational',
    tools: [toolSpec('ruff', project)],
    inputs: LINT_INPUTS,
    run: (ctx) =>
      runComplexity(ctx, {
        max: own?.max ?? 10,
        args: [...excludeArguments(project), ...(own?.args ?? [])],
        paths: own?.paths ?? options.paths ?? ['.'],
      }),
  };
  return withCommon(check, options.complexity, 'complexity');
}

interface ComplexityRun {
  readonly max: number;
  readonly args: readonly string[];
  readonly paths: readonly string[];
}

interface MeasuredFunction extends RuffDiagnostic {
  readonly name: string;
  readonly complexity: number;
}

async function runComplexity(ctx: CheckContext, run: ComplexityRun): Promise<CheckOutcome> {
  const env = { RUFF_CACHE_DIR: `${ctx.stateDir}/cache/ruff` };
  const threshold = ['--select', 'C901', '--config', 'lint.mccabe.max-complexity = 0'];
  const args = ['check', '--no-fix', '--output-format', 'json', ...threshold, ...run.args, ...run.paths];
  const result = await ctx.exec('ruff', args, { env, maxBufferBytes: 64 * 1024 * 1024 });
  const diagnostics = parseRuffJson(result.stdout);
  const notRun = whyNotRun('ruff', result);
  if (notRun !== undefined) return { status: 'errored', reason: notRun };
  if (!diagnostics || !mayBeEvidence('Ruff', result.exitCode)) {
    return { status: 'errored', reason: ownWords('ruff', result) };
  }
  const files = await countFiles(ctx, [...run.args, ...run.paths]);
  if ('reason' in files) return { status: 'errored', reason: files.reason };
  if (files.seen === 0) return { status: 'errored', reason: nothingToLookAt(run.paths) };
  return outcome(ctx, { run, seen: files.seen, functions: diagnostics.flatMap(measure) });
}

function outcome(
  ctx: CheckContext,
  measured: { run: ComplexityRun; seen: number; functions: readonly MeasuredFunction[] },
): CheckOutcome {
  const { run, seen, functions } = measured;
  const sorted = functions.toSorted((left, right) => right.complexity - left.complexity);
  const above = sorted.filter(({ complexity }) => complexity > run.max);
  const worst = sorted[0];
  const total = functions.reduce((sum, { complexity }) => sum + complexity, 0);
  return {
    status: 'completed',
    findings: above.map((entry) =>
      ctx.finding({
        ruleId: 'complexity/too-complex',
        tool: 'ruff',
        kind: 'code',
        severity: 'info',
        message: `${entry.name} has a complexity of ${entry.complexity}, above ${run.max}`,
        location: { path: relativePath(ctx.cwd, entry.path), line: entry.line, column: entry.column },
        region: entry.name,
        ...(entry.url === undefined ? {} : { helpUrl: entry.url }),
      }),
    ),
    metrics: {
      functions: functions.length,
      above: above.length,
      worst: worst?.complexity ?? 0,
      average: functions.length === 0 ? 0 : Math.round((total / functions.length) * 100) / 100,
    },
    scope: { unit: 'files', seen, missed: 0, detail: [`Ruff C901, reported above ${run.max}`] },
    summary: worst
      ? `${above.length} of ${functions.length} functions above ${run.max}, worst ${worst.complexity}: ${worst.name}`
      : 'no functions',
  };
}

function measure(diagnostic: RuffDiagnostic): readonly MeasuredFunction[] {
  const match = /^`(.+)` is too complex \((\d+) > 0\)$/.exec(diagnostic.message);
  if (diagnostic.code !== 'C901' || !match) return [];
  return [{ ...diagnostic, name: match[1] ?? '', complexity: Number(match[2]) }];
}
