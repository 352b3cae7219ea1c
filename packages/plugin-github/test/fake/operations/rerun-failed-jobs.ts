import type { FakeState } from '../state/fake-state.ts';
import type { FakeAttempt, FakeJob, FakeRun } from '../state/run-records.ts';
import { stamp } from '../state/stamp.ts';
import { notFound } from './not-found.ts';
import type { CallContext, Reply } from './operation.ts';
import { refuse } from './refuse.ts';

const MONTH_MS = 30 * 86_400_000;
const MOST_ATTEMPTS = 51;

/**
 * The same run with one attempt more, in which what did not succeed waits to run again. GitHub also starts what depended
 * on it; here these are the skipped jobs. The words of the refusals but the month's were not seen at GitHub.
 */
export function rerunFailedJobs({ state, path }: CallContext): Reply {
  const run = state.runs.get(Number(path['run_id']));
  const last = run?.attempts.at(-1);
  if (run === undefined || last === undefined) return notFound();
  if (last.status !== 'completed') return refuse(403, 'This workflow is already running');
  if (state.now() - Date.parse(run.createdAt) > MONTH_MS)
    return refuse(403, 'Unable to retry this workflow run because it was created over a month ago');
  if (run.attempts.length >= MOST_ATTEMPTS)
    return refuse(403, 'Unable to retry this workflow run because it was retried 50 times');
  if (last.jobs.every(isFine)) return refuse(403, 'This workflow run has no failed jobs');
  run.attempts.push(nextAttempt(state, run, last));
  return { status: 201, body: {} };
}

const isFine = ({ conclusion }: FakeJob): boolean => conclusion === 'success' || conclusion === 'neutral';

function nextAttempt(state: FakeState, run: FakeRun, last: FakeAttempt): FakeAttempt {
  const startedAt = stamp(state);
  return {
    number: run.attempts.length + 1,
    status: 'queued',
    conclusion: null,
    startedAt,
    updatedAt: startedAt,
    jobs: last.jobs.map((job) => {
      const { log: _, ...again } = job;
      const id = state.nextId();
      if (isFine(job)) return { ...job, id };
      return { ...again, id, status: 'queued', conclusion: null, startedAt, completedAt: null, steps: [] };
    }),
  };
}
