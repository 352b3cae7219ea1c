import { attemptOf } from './attempt-of.ts';
import type { FakeState } from './fake-state.ts';
import type { FakeRun } from './run-records.ts';
import type { RunSeed } from './seed.ts';
import { shaOf } from './sha-of.ts';
import { stamp } from './stamp.ts';

/** A run with its attempts, jobs and logs. */
export function addRun(state: FakeState, seed: RunSeed = {}): FakeRun {
  const { repository } = state;
  const { event = 'push', branch = repository.defaultBranch, actor = 'octocat' } = seed;
  const own = `${repository.owner}/${repository.name}`;
  const headRepository = seed.headRepository === undefined ? own : seed.headRepository;
  const workflow = state.workflows.find(({ name }) => seed.workflow === undefined || name === seed.workflow);
  if (workflow === undefined) throw new Error(`There is no workflow ${seed.workflow ?? 'at all'}.`);
  const createdAt = seed.createdAt ?? stamp(state);
  const sha = seed.sha ?? state.refs.get(`heads/${branch ?? ''}`) ?? shaOf(branch ?? 'none');
  const isOwn = headRepository === own;
  const pulls = [...state.pulls.values()].filter(({ head }) => isOwn && head.branch === branch);
  const run: FakeRun = {
    id: seed.id ?? state.nextId(),
    number: state.runs.size + 1,
    workflowId: workflow.id,
    name: workflow.name,
    title: seed.title ?? state.commits.get(sha)?.message ?? workflow.name,
    event,
    branch,
    sha,
    headRepository,
    actor,
    pulls: seed.pulls ?? (event === 'pull_request' ? pulls.map(({ number }) => number) : []),
    createdAt,
    attempts: (seed.attempts ?? [seed]).map((attempt, index) =>
      attemptOf(state, attempt, index + 1, createdAt),
    ),
  };
  state.runs.set(run.id, run);
  return run;
}
