import type { Answer, GithubFault } from '@sluice/plugin-github/client';
import { githubJob, type OwnedJob } from '../runs/github-job.ts';
import { githubRun } from '../runs/github-run.ts';
import type { Run } from '../runs/run.ts';
import type { HealthStore } from '../store/health-store.ts';
import type { RunCalls } from './run-calls.ts';

export interface JobsInput {
  readonly calls: RunCalls;
  readonly store: HealthStore;
  /** Runs created from here on. */
  readonly fromMs: number;
  readonly nowMs: number;
  /** How many calls may still be made. */
  readonly mayCall: () => boolean;
}

export interface JobsResult {
  readonly withJobs: number;
  /** Attempts whose jobs were left for the next time. */
  readonly left: number;
  readonly fault?: GithubFault;
}

const MOST = 100_000;

/** So long after the end of its run a job may still be said to run: GitHub's answers lag behind one another. */
const LAG_MS = 24 * 60 * 60 * 1000;

/** Reads earlier attempts and the jobs of whatever ended and has none yet, or some that had not ended, the newest first, until the calls are used up. */
export async function collectJobs(input: JobsInput): Promise<JobsResult> {
  const { store, fromMs, mayCall } = input;
  const earlier = await collectAttempts(input);
  if (earlier !== undefined)
    return { withJobs: 0, left: store.withoutJobs(fromMs, MOST).length, fault: earlier };
  const waiting = store.withoutJobs(fromMs, MOST);
  let withJobs = 0;
  for (const run of waiting) {
    if (!mayCall()) break;
    const fault = await readJobs(input, run);
    if (fault !== undefined) return { withJobs, left: waiting.length - withJobs, fault };
    withJobs += 1;
  }
  return { withJobs, left: waiting.length - withJobs };
}

async function readJobs({ calls, store, nowMs }: JobsInput, run: Run): Promise<GithubFault | undefined> {
  const answer = await calls.jobs(run.id, run.attempt);
  if (!answer.ok && !isGone(answer)) return answer.fault;
  const jobs = answer.ok ? answer.data.flatMap((record) => githubJob(record) ?? []) : [];
  // One that has none, or is deleted meanwhile, would be asked for ever.
  const isSettled = nowMs - (run.endedMs ?? run.createdMs) >= LAG_MS;
  store.saveJobs(jobs.length > 0 ? (isSettled ? jobs.map(ended) : jobs) : [noJob(run)]);
  return undefined;
}

/** A job that runs for ever in a run that is over would be asked for ever, too. */
function ended(owned: OwnedJob): OwnedJob {
  return owned.job.class === 'running' ? { ...owned, job: { ...owned.job, class: 'other' } } : owned;
}

/** Counts in no figure: it is not decided and has no name. */
function noJob({ id, attempt }: Run): OwnedJob {
  return { id: '0', runId: id, attempt, job: { id: '0', class: 'other', labels: [] } };
}

/** GitHub's list has the last attempt of each run only. */
async function collectAttempts({
  calls,
  store,
  fromMs,
  mayCall,
}: JobsInput): Promise<GithubFault | undefined> {
  for (const { id, attempt } of store.missingAttempts(fromMs)) {
    if (!mayCall()) return undefined;
    const answer = await calls.attempt(id, attempt);
    if (!answer.ok && !isGone(answer)) return answer.fault;
    const run = answer.ok ? githubRun(answer.data) : undefined;
    if (run !== undefined) store.saveRuns([run]);
  }
  return undefined;
}

function isGone<T>(answer: Answer<T>): boolean {
  return !answer.ok && (answer.fault.kind === 'not-found' || answer.fault.kind === 'gone');
}
