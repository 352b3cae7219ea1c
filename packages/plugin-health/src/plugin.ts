import { definePlugin } from '@sluice/core';
import packageJson from '../package.json' with { type: 'json' };
import { healthOptions } from './options.ts';

/** How well CI does, from recorded runs. Adds a verb, a workflow and no check: it judges nothing of the commit under test. */
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
  workflows: [
    {
      name: 'health',
      // An odd minute: at full hours GitHub starts schedules late or drops them.
      on: {
        schedule: [{ cron: '17 */6 * * *' }],
        workflow_run: { workflows: ['CI'], types: ['completed'], branches: ['main', 'develop'] },
        workflow_dispatch: {},
      },
      command: 'sluice health --collect --publish',
      permissions: { actions: 'read', contents: 'write', issues: 'write' },
      // The database: without it a run reads a month anew.
      keeps: 'health',
    },
  ],
  permissions: { workflow: { health: { actions: 'read', contents: 'write', issues: 'write' } } },
  permissionsFor: ({ commit }) =>
    commit !== false && commit.pullRequest ? { workflow: { health: { 'pull-requests': 'write' } } } : {},
  setup() {},
});
