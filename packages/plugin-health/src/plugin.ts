import { definePlugin } from '@sluice/core';
import packageJson from '../package.json' with { type: 'json' };
import { healthOptions } from './options.ts';

/** How well CI does, from recorded runs. Adds a verb and no check: it judges nothing of the commit under test. */
export const health = definePlugin({
  name: 'health',
  version: packageJson.version,
  options: healthOptions,
  commands: [
    {
      name: 'health',
      description: 'How well CI did in the last 7 days, from recorded runs.',
      // Loaded when called: every `sluice run` of a project with this plugin would pay for it.
      run: async (context) => (await import('./commands/health.ts')).healthCommand(context),
    },
  ],
  setup() {},
});
