import { alertJob } from './alert-job.ts';
import { attestJob } from './attest-job.ts';
import type { Block } from './blocks.ts';
import { coverageJob } from './coverage-job.ts';
import type { ProjectFacts } from './project-facts.ts';
import { reportJob } from './report-job.ts';
import { checkJobs, gateJob, planJob, type Job } from './workflow-jobs.ts';
import type { WorkflowOptions } from './workflow-options.ts';
import { yamlText } from './yaml-text.ts';

/** The main workflow: `plan`, the check jobs, and `sluice`, which alone is to be required. */
export function mainWorkflow(
  facts: ProjectFacts,
  { options, name }: { readonly options: WorkflowOptions; readonly name: string },
): readonly Block[] {
  const head = yamlText({
    name,
    // No path filter: a check that never reports blocks a pull request for ever. The plan skips what is not affected.
    on: {
      pull_request: {},
      push: { branches: options.branches },
      merge_group: {},
      schedule: [{ cron: '23 4 * * *' }],
      workflow_dispatch: {},
    },
    permissions: {},
    concurrency: {
      group: '${{ github.workflow }}-${{ github.event.pull_request.number || github.sha }}',
      'cancel-in-progress': "${{ github.event_name == 'pull_request' }}",
    },
  });
  const telling = Object.entries({
    report: reportJob(facts, options),
    alert: alertJob(facts, options),
    attest: attestJob(options),
    coverage: coverageJob(facts, options),
  }).flatMap(([key, job]) => (job === undefined ? [] : [{ key, job }]));
  const jobs = [planJob(facts, options), ...checkJobs(facts, options), gateJob(facts, options), ...telling];
  return [{ id: 'workflow', text: `${head}jobs:\n` }, ...jobs.map(blockOf)];
}

function blockOf({ key, job }: Job): Block {
  return { id: key, text: yamlText({ [key]: job }, '  ') };
}
