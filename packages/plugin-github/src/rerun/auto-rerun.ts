import type { PluginWorkflow } from '@sluice/core';

/**
 * The workflow that runs `sluice rerun`: when CI has failed, when a rerun of it ended, and every hour for what waits. A run
 * that passed the first time starts no machine.
 */
export const autoRerun: PluginWorkflow = {
  name: 'auto-rerun',
  on: {
    workflow_run: { workflows: ['CI'], types: ['completed'] },
    schedule: [{ cron: '37 * * * *' }],
  },
  command: 'sluice rerun',
  permissions: { actions: 'write', 'pull-requests': 'write' },
  when: "github.event_name != 'workflow_run' || github.event.workflow_run.conclusion == 'failure' || github.event.workflow_run.run_attempt > 1",
  keeps: 'github',
};
