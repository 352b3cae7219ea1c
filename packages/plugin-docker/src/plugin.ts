import { definePlugin } from '@sluice/core';
import packageJson from '../package.json' with { type: 'json' };
import { dockerOptions } from './options.ts';

/** Images in, facts out: whether the Dockerfile is sound, the image builds, and what it holds. */
export const docker = definePlugin({
  name: 'docker',
  version: packageJson.version,
  options: dockerOptions,
  setup() {},
});
