import type { PluginStep } from '@sluice/core';
import { GHA_OPTIONAL, GHA_VARIABLES } from './cache/cache-arguments.ts';

/** Only actions get these variables, no `run:` does. */
const NAMES = [...GHA_VARIABLES, ...GHA_OPTIONAL].map((name) => `'${name}'`).join(', ');

/**
 * What the checks need in a workflow of GitHub: a builder of the container driver, for the engine's own cannot write to
 * the cache of Actions, and the variables for that cache. Without either, docker/build builds all the same and says
 * which cache it has not; Sluice gives these variables to no check that does not name them.
 */
export const workflowSetup: readonly PluginStep[] = [
  {
    name: 'builder with a cache',
    uses: 'docker/setup-buildx-action@8d2750c68a42422c14e847fe6c8ac0403b4cbd6f # v3.12.0',
    with: { driver: 'docker-container' },
    mayFail: true,
  },
  {
    name: 'variables of the cache',
    uses: 'actions/github-script@ed597411d8f924073f98dfc5c65a23a2325f34cd # v8.0.0',
    with: {
      script: `for (const name of [${NAMES}])
  if (process.env[name]) core.exportVariable(name, process.env[name]);
`,
    },
    mayFail: true,
  },
];
