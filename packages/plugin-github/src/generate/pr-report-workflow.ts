import type { Block } from './blocks.ts';
import { pinned } from './job-steps.ts';
import { pluginWorkflow } from './plugin-workflow.ts';
import type { ProjectFacts } from './project-facts.ts';
import { ARTIFACT, RECORD } from './recorded-job.ts';
import type { WorkflowOptions } from './workflow-options.ts';

/**
 * The workflow that comments for the run of a fork, whose own token only reads. It runs on the default branch's code,
 * takes one artifact as text, and writes no cache.
 */
export function prReportWorkflow(
  facts: ProjectFacts,
  { options, main }: { readonly options: WorkflowOptions; readonly main: string },
): readonly Block[] {
  const { author } = options.report;
  return pluginWorkflow(facts, {
    main,
    workflow: {
      name: 'pr-report',
      on: { workflow_run: { workflows: [main], types: ['completed'] } },
      command: `sluice-github pr-report --from "$RUNNER_TEMP/sluice-record"${author === undefined ? '' : ` --author "${author}"`}`,
      permissions: { actions: 'read', 'pull-requests': 'write' },
      options: {
        if: "github.event.workflow_run.event == 'pull_request' && github.event.workflow_run.conclusion != 'cancelled' && (github.event.workflow_run.head_repository.full_name != github.repository || github.event.workflow_run.actor.login == 'dependabot[bot]')",
      },
      before: [
        {
          uses: pinned('actions/download-artifact'),
          with: {
            name: `${ARTIFACT}-\${{ github.event.workflow_run.run_attempt }}`,
            path: RECORD,
            'run-id': '${{ github.event.workflow_run.id }}',
            'github-token': '${{ github.token }}',
          },
          'continue-on-error': true,
        },
      ],
    },
  });
}
