import { command, type Check, type CheckContext } from '@sluice/core';
import type { PythonOptions } from '../options.ts';
import { environmentId, newestVersion } from './environment-id.ts';

/**
 * End-to-end tests: a command of the project's own, with the programs of its newest environment on PATH and a
 * deadline of its own. Exit codes as for any command: 0 success, 126 and 127 `errored`, any other a finding.
 */
export function e2eCheck(options: PythonOptions): Check | undefined {
  const { e2e } = options;
  if (!e2e) return undefined;
  const { command: argv, level, timeoutMs, cwd, env, inputs, report } = e2e;
  const check = command('e2e', argv, {
    title: 'End-to-end tests',
    needs: [environmentId(newestVersion(options))],
    level,
    timeoutMs,
    // What they talk to is no file of the project.
    cache: false,
    ...(cwd === undefined ? {} : { cwd }),
    ...(env === undefined ? {} : { env }),
    ...(inputs === undefined ? {} : { inputs }),
    ...(report === undefined ? {} : { report }),
  });
  return { ...check, id: 'python/e2e', run: (ctx) => check.run(underOwnName(ctx)) };
}

/** A command's own rules are named `repo/…`, as it belongs to no plugin. */
function underOwnName(ctx: CheckContext): CheckContext {
  return {
    ...ctx,
    finding: (partial) => ctx.finding({ ...partial, ruleId: partial.ruleId.replace(/^repo\//, 'python/') }),
  };
}
