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

/** Reads earlier attempts and the jobs of whatever has none yet, the newest first, until the calls are used up. */
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

async function readJobs({ calls, store }: JobsInput, run: Run): Promise<GithubFault | undefined> {
  const answer = await calls.jobs(run.id, run.attempt);
  if (!answer.ok && !isGone(answer)) return answer.fault;
  const jobs = answer.ok ? answer.data.flatMap((record) => githubJob(record) ?? []) : [];
  // One that has none, or is deleted meanwhile, would be asked for ever.
  store.saveJobs(jobs.length > 0 ? jobs : [noJob(run)]);
  return undefined;
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
