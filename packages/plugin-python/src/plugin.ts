import { definePlugin } from '@sluice/core';
import packageJson from '../package.json' with { type: 'json' };
import { pythonOptions } from './options.ts';
import { findProjects } from './projects/find-projects.ts';
import { findScopes } from './projects/find-scopes.ts';
import { projectChecks } from './projects/project-checks.ts';
import { projectProblems } from './projects/project-problems.ts';
import { trackedFiles } from './projects/tracked-files.ts';

/**
 * Checks for a Python project, or for the projects of a monorepo: an environment for each version, formatting, lint,
 * types, and tests with coverage.
 *
 * Tools come at the version the project pins, else at a default of this package; the project's own configuration is
 * respected where an option is not set.
 */
export const python = definePlugin({
  name: 'python',
  version: packageJson.version,
  options: pythonOptions,
  setup({ hooks }, options) {
    // Nothing may be run where checks are added, so git is asked before.
    let tracked: readonly string[] | undefined;
    if (options.projects !== undefined) {
      hooks.preflight.tapPromise('projects', async ({ cwd, exec, problem }) => {
        if (options.projects === 'auto') tracked = await trackedFiles(exec);
        else for (const one of await projectProblems(cwd, await findProjects(cwd, options, []))) problem(one);
      });
    }
    hooks.check.tapPromise('python', async ({ cwd, env, add }) => {
      const scopes = await findScopes(cwd, options, await findProjects(cwd, options, tracked));
      const host = { cwd, env, read: new Map() };
      const checks = await Promise.all(scopes.map((scoped) => projectChecks(host, scoped)));
      for (const check of checks.flat()) add(check);
    });
  },
});
