import { definePlugin } from '@sluice/core';
import packageJson from '../package.json' with { type: 'json' };
import { staticChecks } from './static-checks.ts';
import { testChecks } from './test-checks.ts';
import { pythonOptions } from './options.ts';
import { readProject } from './project/read-project.ts';

/**
 * Checks for a Python project: an environment for each version, formatting, lint, types, and tests with coverage.
 *
 * Tools come at the version the project pins, else at a default of this package; the project's own configuration is
 * respected where an option is not set.
 */
export const python = definePlugin({
  name: 'python',
  version: packageJson.version,
  options: pythonOptions,
  setup({ hooks }, options) {
    hooks.check.tapPromise('python', async ({ cwd, env, add }) => {
      const project = await readProject(cwd, env['SLUICE_STATE_DIR']);
      for (const check of [...testChecks(options, { env }), ...staticChecks(options, project)]) add(check);
    });
  },
});
