import type { FakeState } from '../state/fake-state.ts';
import type { FakeRun } from '../state/run-records.ts';
import { ownName } from './own-name.ts';
import { repositoryView } from './repository-view.ts';
import { userView } from './user-view.ts';
import { view } from './view.ts';

/** A run as one of its attempts shows it, by default the last. */
export function runView(
  state: FakeState,
  run: FakeRun,
  number = run.attempts.length,
): Record<string, unknown> {
  const attempt = run.attempts[number - 1]!;
  const url = `${state.apiUrl}/repos/${ownName(state)}/actions/runs/${run.id}`;
  const workflow = state.workflows.find(({ id }) => id === run.workflowId);
  return view('workflow-run', {
    id: run.id,
    name: run.name,
    node_id: `WFR_${run.id}`,
    check_suite_id: run.id,
    head_branch: run.branch,
    head_sha: run.sha,
    path: workflow?.path ?? '.github/workflows/ci.yml',
    run_number: run.number,
    run_attempt: number,
    event: run.event,
    status: attempt.status,
    conclusion: attempt.conclusion,
    workflow_id: run.workflowId,
    display_title: run.title,
    url,
    html_url: `https://github.com/${ownName(state)}/actions/runs/${run.id}`,
    pull_requests: run.pulls.flatMap((pull) => pullOf(state, pull)),
    created_at: run.createdAt,
    updated_at: attempt.updatedAt,
    run_started_at: attempt.startedAt,
    actor: userView(run.actor),
    triggering_actor: userView(run.actor),
    jobs_url: `${url}/jobs`,
    logs_url: `${url}/logs`,
    artifacts_url: `${url}/artifacts`,
    rerun_url: `${url}/rerun`,
    previous_attempt_url: number > 1 ? `${url}/attempts/${number - 1}` : null,
    repository: repositoryView(state, ownName(state)),
    head_repository: run.headRepository === null ? null : repositoryView(state, run.headRepository),
    head_commit: headCommit(state, run),
  });
}

function headCommit(state: FakeState, { sha, title, actor, createdAt }: FakeRun): Record<string, unknown> {
  const commit = state.commits.get(sha);
  const person = { name: commit?.author ?? actor, email: `${actor}@example.com` };
  return {
    id: sha,
    tree_id: sha,
    message: commit?.message ?? title,
    timestamp: commit?.date ?? createdAt,
    author: person,
    committer: person,
  };
}

function pullOf(state: FakeState, number: number): Record<string, unknown>[] {
  const pull = state.pulls.get(number);
  if (pull === undefined) return [];
  const { repository, apiUrl } = state;
  const own = { id: repository.id, name: repository.name, url: `${apiUrl}/repos/${ownName(state)}` };
  return [
    {
      id: number,
      number,
      url: `${own.url}/pulls/${number}`,
      head: { ref: pull.head.branch, sha: pull.head.sha, repo: own },
      base: { ref: pull.base.branch, sha: pull.base.sha, repo: own },
    },
  ];
}
