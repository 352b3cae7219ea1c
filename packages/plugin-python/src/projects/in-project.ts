import { join } from 'node:path';
import type { Check, CheckContext, Limit } from '@sluice/core';
import { projectInputs } from './project-inputs.ts';
import type { PythonScope } from './python-scope.ts';

/** Checks that say themselves what they depend on: without a word of theirs, on everything. */
const OWN_INPUTS = new Set(['python/e2e']);

/**
 * A check as it is for one project: in its folder, with its inputs, and where there are several projects in cells that
 * bear its name, with limits whose rules do. The only project of a config's own folder has it as it is.
 */
export function inProject(check: Check, scope: PythonScope): Check {
  const { name, root } = scope;
  const isOnly = name === undefined;
  const keepsInputs = check.inputs === undefined && (isOnly || OWN_INPUTS.has(check.id));
  const inputs = keepsInputs ? undefined : projectInputs(scope, check.inputs ?? ['**']);
  const { inputs: _inputs, ...rest } = check;
  const placed: Check = {
    ...rest,
    ...(inputs === undefined ? {} : { inputs }),
    ...(root === '.' ? {} : { folder: root, tools: check.tools?.map((tool) => inFolder(tool, root)) }),
    run: root === '.' && isOnly ? check.run : (ctx) => check.run(contextOf(ctx, check, scope)),
  };
  return isOnly ? placed : named(placed, name);
}

function inFolder(tool: NonNullable<Check['tools']>[number], root: string) {
  const own = (tool.searchIn ?? []).map((folder) => `${root}/${folder}`);
  return { ...tool, searchIn: [...own, ...(tool.searchIn ?? [])] };
}

function named(check: Check, name: string): Check {
  const limits: readonly Limit[] = check.limits ?? [{ rule: `${check.id}/findings`, count: {}, max: 0 }];
  return {
    ...check,
    matrix: { project: [name], ...check.matrix },
    limits: limits.map((limit) => ({ ...limit, rule: `${limit.rule}@${name}` })),
    ...(check.needs === undefined
      ? {}
      : { needs: check.needs.map((need) => need.replace('@', `@${name},`)) }),
    // One version for a tool stands in the lock; what a project's own ranges ask for is the project's.
    ...(check.tools === undefined ? {} : { tools: check.tools.map(ofProject) }),
  };
}

function ofProject(tool: NonNullable<Check['tools']>[number]): NonNullable<Check['tools']>[number] {
  const isDefault = tool.versionFrom?.startsWith('the default of ') ?? true;
  return isDefault ? tool : { ...tool, isPinnedByProject: true };
}

/**
 * Tests of two projects may have one name, so theirs begins with the project's folder; and what is kept from one run
 * to the next is kept apart. Environments are not: their keys tell them apart.
 */
function contextOf(ctx: CheckContext, check: Check, { name, root }: PythonScope): CheckContext {
  const finding: CheckContext['finding'] = (input) => {
    const { region, kind } = input;
    if (root === '.' || kind !== 'test' || region === undefined || region.startsWith(`${root}/`))
      return ctx.finding(input);
    return ctx.finding({ ...input, region: `${root}/${region}` });
  };
  const isShared = name === undefined || check.id === 'python/env';
  return { ...ctx, finding, stateDir: isShared ? ctx.stateDir : join(ctx.stateDir, 'projects', name) };
}
