import type { FakeState } from '../state/fake-state.ts';
import type { FakeAttempt, FakeJob, FakeRun } from '../state/run-records.ts';
import { artifactView } from '../views/artifact-view.ts';
import { jobView } from '../views/job-view.ts';
import { runView } from '../views/run-view.ts';
import { workflowView } from '../views/workflow-view.ts';
import { listRuns } from './list-runs.ts';
import { notFound } from './not-found.ts';
import type { CallContext, ListReply, Operation, Reply } from './operation.ts';
import { refuse } from './refuse.ts';
import { rerunFailedJobs } from './rerun-failed-jobs.ts';

/** Runs, jobs, logs, workflows, artifacts and caches. */
export const ACTIONS = {
  'actions/list-workflow-runs-for-repo': listRuns,
  'actions/list-workflow-runs': (context) =>
    workflowOf(context) === undefined ? notFound() : listRuns(context),
  'actions/get-workflow-run': ({ state, path }) => {
    const run = state.runs.get(Number(path['run_id']));
    return run === undefined ? notFound() : { status: 200, body: runView(state, run) };
  },
  'actions/get-workflow-run-attempt': (context) =>
    withAttempt(context, ({ run, attempt }) => ({
      status: 200,
      body: runView(context.state, run, attempt.number),
    })),
  'actions/list-jobs-for-workflow-run-attempt': (context) =>
    withAttempt(context, ({ run, attempt }) =>
      listOf(
        'jobs',
        attempt.jobs.map((job) => jobView(context.state, run, attempt.number, job)),
      ),
    ),
  'actions/list-jobs-for-workflow-run': ({ state, path, query }) => {
    const run = state.runs.get(Number(path['run_id']));
    if (run === undefined) return notFound();
    const attempts = query.get('filter') === 'all' ? run.attempts : run.attempts.slice(-1);
    return listOf(
      'jobs',
      attempts.flatMap(({ number, jobs }) => jobs.map((job) => jobView(state, run, number, job))),
    );
  },
  'actions/get-job-for-workflow-run': ({ state, path }) => {
    const found = jobOf(state, Number(path['job_id']));
    if (found === undefined) return notFound();
    return { status: 200, body: jobView(state, found.run, found.attempt.number, found.job) };
  },
  'actions/download-job-logs-for-workflow-run': ({ state, path, publish }) => {
    const found = jobOf(state, Number(path['job_id']));
    if (found === undefined) return notFound();
    const { id, log } = found.job;
    if (log === undefined)
      return refuse(410, 'The logs for this run have expired and are no longer available.');
    return { status: 302, headers: { location: publish(`logs/${id}.txt`, Buffer.from(log)) } };
  },
  'actions/re-run-workflow-failed-jobs': rerunFailedJobs,
  'actions/list-repo-workflows': ({ state }) =>
    listOf(
      'workflows',
      state.workflows.map((workflow) => workflowView(state, workflow)),
    ),
  'actions/get-workflow': (context) => {
    const workflow = workflowOf(context);
    return workflow === undefined ? notFound() : { status: 200, body: workflowView(context.state, workflow) };
  },
  'actions/create-workflow-dispatch': (context) => {
    const { state, body } = context;
    const workflow = workflowOf(context);
    if (workflow === undefined) return notFound();
    if (!state.refs.has(`heads/${body['ref']}`)) return refuse(422, `No ref found for: ${body['ref']}`);
    state.dispatches.push({ workflow: workflow.name, ...body });
    return { status: 204 };
  },
  'actions/list-workflow-run-artifacts': ({ state, path, query }) =>
    state.runs.has(Number(path['run_id']))
      ? artifacts(state, query, (runId) => runId === Number(path['run_id']))
      : notFound(),
  'actions/list-artifacts-for-repo': ({ state, query }) => artifacts(state, query, () => true),
  'actions/get-artifact': ({ state, path }) => {
    const artifact = state.artifacts.find(({ id }) => String(id) === path['artifact_id']);
    return artifact === undefined ? notFound() : { status: 200, body: artifactView(state, artifact) };
  },
  'actions/download-artifact': ({ state, path, publish }) => {
    const artifact = state.artifacts.find(({ id }) => String(id) === path['artifact_id']);
    if (artifact === undefined || path['archive_format'] !== 'zip') return notFound();
    if (artifact.isExpired) return refuse(410, 'Artifact has expired');
    return { status: 302, headers: { location: publish(`artifacts/${artifact.id}.zip`, artifact.zip) } };
  },
  'actions/get-actions-cache-list': ({ state, query }) =>
    listOf(
      'actions_caches',
      state.caches
        .filter(({ key, ref }) => key.startsWith(query.get('key') ?? '') && isRef(query.get('ref'), ref))
        .map(({ id, key, ref, sizeBytes, createdAt }) => ({
          id,
          key,
          ref,
          version: '1',
          size_in_bytes: sizeBytes,
          created_at: createdAt,
          last_accessed_at: createdAt,
        })),
    ),
  'actions/delete-actions-cache-by-id': ({ state, path }) => {
    const rest = state.caches.filter(({ id }) => String(id) !== path['cache_id']);
    if (rest.length === state.caches.length) return notFound();
    state.caches = rest;
    return { status: 204 };
  },
} as const satisfies Readonly<Record<string, Operation>>;

const isRef = (wanted: string | null, ref: string): boolean => wanted === null || wanted === ref;

function workflowOf({ state, path }: CallContext): FakeState['workflows'][number] | undefined {
  const wanted = path['workflow_id'] ?? '';
  return state.workflows.find(
    ({ id, path: file }) => String(id) === wanted || file.split('/').at(-1) === wanted,
  );
}

interface FoundJob {
  readonly run: FakeRun;
  readonly attempt: FakeAttempt;
  readonly job: FakeJob;
}

function jobOf(state: FakeState, id: number): FoundJob | undefined {
  for (const run of state.runs.values()) {
    for (const attempt of run.attempts) {
      const job = attempt.jobs.find((one) => one.id === id);
      if (job !== undefined) return { run, attempt, job };
    }
  }
  return undefined;
}

function withAttempt(
  { state, path }: CallContext,
  use: (found: Omit<FoundJob, 'job'>) => Reply | ListReply,
): Reply | ListReply {
  const run = state.runs.get(Number(path['run_id']));
  const attempt = run?.attempts[Number(path['attempt_number']) - 1];
  return run === undefined || attempt === undefined ? notFound() : use({ run, attempt });
}

function artifacts(state: FakeState, query: URLSearchParams, isOf: (runId: number) => boolean): ListReply {
  const name = query.get('name');
  const found = state.artifacts.filter(
    (artifact) => isOf(artifact.runId) && (name === null || artifact.name === name),
  );
  return listOf(
    'artifacts',
    found.toReversed().map((artifact) => artifactView(state, artifact)),
  );
}

function listOf(name: string, items: readonly unknown[]): ListReply {
  return { items, wrap: (page, total) => ({ total_count: total, [name]: page }) };
}
