import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { oneLine, type Check, type CheckContext, type CheckOutcome, type Finding } from '@sluice/core';
import { filesWord } from './files-word.ts';
import type { WorkflowFiles } from './find-workflows.ts';
import type { LintProblem } from './lint-problem.ts';
import { runActionlint } from './run-actionlint.ts';

/**
 * actionlint on every workflow file, before anything else.
 *
 * | exit code | means | here |
 * |---|---|---|
 * | 0 | clean | success, when it also printed `[]` |
 * | 1 | problems | findings; errored when it printed none |
 * | 2 | an unknown flag | errored |
 * | 3 | fatal: a file cannot be read, its configuration is broken | errored |
 *
 * A file that is no YAML is `errored` with the place: GitHub would start nothing for it, so there is nothing to gate,
 * and no baseline can accept it.
 */
export function actionlintCheck({ toRoot, files }: WorkflowFiles): Check {
  return {
    id: 'github/actionlint',
    title: 'actionlint on workflows',
    phase: 'preflight',
    inputs: [`${toRoot}.github/workflows/*`, `${toRoot}.github/actionlint.y*ml`],
    timeoutMs: 120_000,
    run: (ctx) => run(ctx, files),
  };
}

async function run(ctx: CheckContext, files: readonly string[]): Promise<CheckOutcome> {
  const texts = await Promise.all(
    files.map(async (path) => ({
      path,
      data: await readFile(join(ctx.cwd, path), 'utf8').catch(() => undefined),
    })),
  );
  const unread = texts.find(({ data }) => data === undefined);
  if (unread !== undefined) return { status: 'errored', reason: `${unread.path} cannot be read` };
  const readable = texts.map(({ path, data = '' }) => ({ path, data }));
  const linted = await runActionlint(ctx, readable);
  if ('reason' in linted) return { status: 'errored', reason: linted.reason };
  const lines = new Map(readable.map(({ path, data }) => [path, data.split('\n')]));
  const findings = linted.problems.map((problem) =>
    ctx.finding(findingOf(problem, lines.get(problem.path)?.[problem.line - 1] ?? '')),
  );
  const facts = {
    findings,
    tools: [linted.tool],
    scope: { unit: 'files', seen: files.length, missed: 0, detail: [] },
  };
  const broken = linted.problems.find(({ message }) => message.startsWith('could not parse as YAML'));
  if (broken !== undefined)
    return {
      status: 'errored',
      reason: `${broken.path}:${broken.line} is no YAML: ${oneLine(broken.message).slice(0, 200)}`,
      ...facts,
    };
  return { status: 'completed', summary: filesWord(files.length), ...facts };
}

function findingOf(problem: LintProblem, region: string): Omit<Finding, 'tool'> & { readonly tool: string } {
  const { path, line, column, endColumn, kind, message } = problem;
  return {
    ruleId: `actionlint/${oneLine(kind).slice(0, 60)}`,
    tool: 'actionlint',
    kind: 'workflow',
    severity: 'medium',
    message: oneLine(message).slice(0, 600),
    location: {
      path,
      ...(line > 0 ? { line } : {}),
      ...(line > 0 && column > 0 ? { column } : {}),
      ...(line > 0 && column > 0 && endColumn !== undefined && endColumn > column
        ? { endLine: line, endColumn }
        : {}),
    },
    region: `${oneLine(region)} ${oneLine(message).slice(0, 120)}`,
    helpUrl: 'https://github.com/rhysd/actionlint/blob/main/docs/checks.md',
  };
}
