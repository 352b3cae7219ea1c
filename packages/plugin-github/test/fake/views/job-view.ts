import type { FakeState } from '../state/fake-state.ts';
import type { FakeJob, FakeRun } from '../state/run-records.ts';
import { ownName } from './own-name.ts';
import { view } from './view.ts';

/** A job of one attempt of a run. */
export function jobView(
  state: FakeState,
  run: FakeRun,
  attempt: number,
  job: FakeJob,
): Record<string, unknown> {
  const root = `${state.apiUrl}/repos/${ownName(state)}/actions`;
  return view('job', {
    id: job.id,
    run_id: run.id,
    run_attempt: attempt,
    node_id: `CR_${job.id}`,
    head_sha: run.sha,
    head_branch: run.branch,
    workflow_name: run.name,
    name: job.name,
    status: job.status,
    conclusion: job.conclusion,
    created_at: job.startedAt,
    started_at: job.startedAt,
    completed_at: job.completedAt,
    url: `${root}/jobs/${job.id}`,
    run_url: `${root}/runs/${run.id}`,
    html_url: `https://github.com/${ownName(state)}/actions/runs/${run.id}/job/${job.id}`,
    labels: ['ubuntu-24.04'],
    runner_id: 1,
    runner_name: 'GitHub Actions 1',
    steps: job.steps.map((step) => ({
      ...step,
      status: job.status,
      started_at: job.startedAt,
      completed_at: job.completedAt,
    })),
  });
}
