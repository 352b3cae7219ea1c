import type { Check, CheckContext, CheckOutcome, ExecResult, Finding } from '@sluice/core';
import type { PythonOptions } from '../options.ts';
import { parseRuffJson, ruffSeverity, type RuffDiagnostic } from '../parse/ruff-json.ts';
import type { Project } from '../project/project.ts';
import { toolSpec } from '../tools/tool-spec.ts';
import { withCommon } from './base-check.ts';
import { filesPhrase, nothingToLookAt } from './files-phrase.ts';
import { hookArguments } from './hook-arguments.ts';
import { LINT_INPUTS } from './inputs.ts';
import { mayBeEvidence } from './may-be-evidence.ts';
import { relativePath } from './paths.ts';
import { ruffConfigurationPlace } from './ruff-configuration.ts';
import { countFiles, excludeArguments } from './ruff-files.ts';
import { sourceLines } from './source-lines.ts';
import { ownWords, whyNotRun } from './tool-words.ts';

/**
 * `ruff check --no-fix`. Ruff's exit codes: 0 clean, 1 diagnostics, 2 refused (configuration, arguments) or crashed.
 * `--no-fix` always: with `fix = true` in the configuration a plain `ruff check` edits files.
 */
export function ruffCheck(options: PythonOptions, project: Project): Check {
  const own = options.ruff === false ? undefined : options.ruff;
  const { args: selection, from } = selectionOf(options, project);
  const paths = own?.paths ?? options.paths ?? ['.'];
  const args = [...selection, ...excludeArguments(project), ...(own?.args ?? [])];
  const check: Check = {
    id: 'python/ruff',
    title: 'Ruff: no lint',
    tools: [toolSpec('ruff', project)],
    inputs: LINT_INPUTS,
    // What it cannot repair is the check's to report; no cache, as a fixer has no state folder to keep it in.
    fix: ['ruff', 'check', '--fix', '--exit-zero', '--no-cache', '--quiet', ...args, ...paths],
    run: (ctx) => runRuff(ctx, { from, args, paths }),
  };
  return withCommon(check, options.ruff, 'ruff');
}

function selectionOf(options: PythonOptions, project: Project): { args: readonly string[]; from: string } {
  const select = options.ruff === false ? undefined : options.ruff.select;
  const place = ruffConfigurationPlace(project);
  if (select) {
    return {
      args: ['--select', select.join(',')],
      from: `rules ${select.join(', ')}: option ruff.select wins${place ? ` over ${place}` : ''}`,
    };
  }
  if (place) return { args: [], from: `rules as the project has them: ${place}` };
  const hook = hookArguments(project, 'ruff', 'ruff-check');
  if (hook && hook.length > 0)
    return { args: hook, from: 'rules as the project has them: .pre-commit-config.yaml' };
  return { args: [], from: "rules: Ruff's own default, as the project configures none" };
}

interface RuffRun {
  readonly from: string;
  readonly args: readonly string[];
  readonly paths: readonly string[];
}

async function runRuff(ctx: CheckContext, run: RuffRun): Promise<CheckOutcome> {
  const env = { RUFF_CACHE_DIR: `${ctx.stateDir}/cache/ruff` };
  const common = [...run.args, ...run.paths];
  const result = await ctx.exec('ruff', ['check', '--no-fix', '--output-format', 'json', ...common], {
    env,
    maxBufferBytes: 64 * 1024 * 1024,
  });
  const diagnostics = parseRuffJson(result.stdout);
  const reason = whyNoEvidence(result, diagnostics);
  if (reason !== undefined || !diagnostics)
    return { status: 'errored', reason: reason ?? 'ruff printed no JSON' };
  const files = await countFiles(ctx, common);
  if ('reason' in files) return { status: 'errored', reason: files.reason };
  // E902 is Ruff's word for a file that it could not read.
  const missed = new Set(diagnostics.filter(({ code }) => code === 'E902').map(({ path }) => path)).size;
  if (files.seen === 0) return { status: 'errored', reason: nothingToLookAt(run.paths) };
  const found = await findings(ctx, diagnostics);
  if (missed >= files.seen) {
    return {
      status: 'errored',
      reason: `ruff could read no file: ${diagnostics[0]?.message ?? ''}`,
      findings: found,
    };
  }
  return {
    status: 'completed',
    findings: found,
    metrics: { files: files.seen, diagnostics: diagnostics.length },
    scope: { unit: 'files', seen: files.seen, missed, detail: [run.from] },
    summary:
      found.length > 0 ? `${found.length} found in ${filesPhrase(files.seen)}` : filesPhrase(files.seen),
  };
}

function whyNoEvidence(
  result: ExecResult,
  diagnostics: readonly RuffDiagnostic[] | undefined,
): string | undefined {
  const notRun = whyNotRun('ruff', result);
  if (notRun !== undefined) return notRun;
  if (!mayBeEvidence('Ruff', result.exitCode)) return ownWords('ruff', result);
  if (result.truncated) return 'ruff printed more than could be read';
  if (!diagnostics) return `ruff exited with ${result.exitCode} and printed no JSON`;
  // 0 with diagnostics is `--exit-zero`, or a configuration that says so: the diagnostics count all the same.
  return result.exitCode === 1 && diagnostics.length === 0 ? ownWords('ruff', result) : undefined;
}

async function findings(
  ctx: CheckContext,
  diagnostics: readonly RuffDiagnostic[],
): Promise<readonly Finding[]> {
  const sourceLine = sourceLines(ctx.cwd);
  const found: Finding[] = [];
  for (const diagnostic of diagnostics) {
    const { code, path, message, line, column, endLine, endColumn, url, isFixable } = diagnostic;
    const relative = relativePath(ctx.cwd, path);
    const region = await sourceLine(relative, line);
    found.push(
      ctx.finding({
        ruleId: `ruff/${code}`,
        tool: 'ruff',
        kind: 'code',
        severity: ruffSeverity(code),
        message,
        location: { path: relative, line, column, endLine, endColumn },
        ...(region ? { region } : {}),
        ...(url === undefined ? {} : { helpUrl: url }),
        ...(isFixable ? { fixable: true } : {}),
      }),
    );
  }
  return found;
}
