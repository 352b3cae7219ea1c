import { command, type Check } from '@sluice/core';
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
    ...(cwd === undefined ? {} : { cwd }),
    ...(env === undefined ? {} : { env }),
    ...(inputs === undefined ? {} : { inputs }),
    ...(report === undefined ? {} : { report }),
  });
  return { ...check, id: 'python/e2e' };
}
