import { definePlugin } from '@sluice/core';
import packageJson from '../package.json' with { type: 'json' };
import { githubOptions } from './options.ts';

/** Makes a pipeline live in GitHub Actions. */
export const github = definePlugin({
  name: 'github',
  version: packageJson.version,
  options: githubOptions,
  setup() {},
});
