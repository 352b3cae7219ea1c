import { definePlugin } from '@sluice/core';
import packageJson from '../package.json' with { type: 'json' };
import { githubOptions } from './options.ts';
import { preflightChecks } from './preflight/preflight-checks.ts';

/** Makes a pipeline live in GitHub Actions. */
export const github = definePlugin({
  name: 'github',
  version: packageJson.version,
  options: githubOptions,
  setup({ hooks }) {
    hooks.check.tapPromise('preflight', async ({ cwd, add }) => {
      for (const check of await preflightChecks(cwd)) add(check);
    });
  },
});
