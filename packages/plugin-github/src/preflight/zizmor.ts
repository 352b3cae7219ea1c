import { oneLine, type Check, type CheckContext, type CheckOutcome, type FindingInput } from '@sluice/core';
import { filesWord } from './files-word.ts';
import type { WorkflowFiles } from './find-workflows.ts';
import { mayBeEvidence } from './may-be-evidence.ts';
import { readZizmor } from './zizmor-json.ts';
import { ZIZMOR } from './zizmor-tool.ts';

/**
 * zizmor on every workflow file: what can be attacked in them. Informational.
 * Its exit codes are in exit-codes.ts.
 *
 * Without `--strict-collection` it leaves a file out that is no YAML, and exits with 0 for the others.
 */
export function zizmorCheck({ toRoot, files }: WorkflowFiles): Check {
  return {
    id: 'github/zizmor',
    title: 'zizmor on workflows',
    level: 'informational',
    phase: 'preflight',
    inputs: [`${toRoot}.github/workflows/*`, `${toRoot}.github/zizmor.y*ml`, `${toRoot}zizmor.y*ml`],
    tools: [ZIZMOR],
    timeoutMs: 120_000,
    run: (ctx) => run(ctx, files),
  };
}

// Offline: its online rules ask GitHub, which a laptop without a token cannot, and the findings must be the same.
const ARGUMENTS = ['--offline', '--no-progress', '--strict-collection', '--format=json'];

async function run(ctx: CheckContext, files: readonly string[]): Promise<CheckOutcome> {
  const result = await ctx.exec('zizmor', [...ARGUMENTS, ...files]);
  const { exitCode, missing, timedOut, stdout, stderr, truncated } = result;
  if (missing !== undefined) return errored(`zizmor could not be started: ${missing}`);
  if (timedOut || exitCode === null) return errored('zizmor did not end by itself');
  if (!mayBeEvidence('zizmor', exitCode)) {
    const words = oneLine(stderr.replace(/^ ?INFO .*$/gmu, '')).slice(0, 240);
    return errored(`zizmor exited with ${exitCode}${words === '' ? '' : `: ${words}`}`);
  }
  if (truncated === true) return errored('zizmor printed more than can be read');
  const read = readZizmor(stdout);
  if (typeof read === 'string') return errored(`zizmor exited with ${exitCode}, and ${read}`);
  const counting = read.filter(({ suppression }) => suppression === undefined).length;
  if ((exitCode !== 0) !== counting > 0)
    return errored(`zizmor exited with ${exitCode}, and told of ${counting} findings`);
  return completed(ctx, read, files.length);
}

function errored(reason: string): CheckOutcome {
  return { status: 'errored', reason };
}

function completed(ctx: CheckContext, read: readonly FindingInput[], count: number): CheckOutcome {
  return {
    status: 'completed',
    findings: read.map((finding) => ctx.finding(finding)),
    scope: { unit: 'files', seen: count, missed: 0, detail: [] },
    summary: filesWord(count),
  };
}
