import type { Considered } from './considered.ts';
import { failedJobs } from './failed-jobs.ts';
import { jobsOfAttempt } from './jobs-of-attempt.ts';
import { judgeJobs } from './judge-jobs.ts';
import type { Ledger, LedgerEntry } from './ledger.ts';
import type { RemoteRun } from './rerun-calls.ts';
import type { RerunContext } from './rerun-context.ts';
import type { JobFacts } from './rerun-facts.ts';
import { signsOf } from './signs-of.ts';
import type { Told } from './told.ts';
import { withEntry } from './with-entry.ts';

/** Writes down how the attempt after a decision ended, whoever started it. It is never run again. */
export async function recordOutcome(
  context: RerunContext,
  { run, entry, ledger }: { run: RemoteRun; entry: LedgerEntry; ledger: Ledger },
): Promise<Considered> {
  const { calls, nowMs } = context;
  const told: Told = {
    runId: run.id,
    runUrl: run.html_url,
    headSha: run.head_sha,
    attempt: run.run_attempt,
    ...(entry.pull === undefined ? {} : { pull: entry.pull }),
    isStarted: false,
    failed: [],
    trouble: [],
  };
  let jobs: readonly JobFacts[] = [];
  if (run.conclusion === 'failure') {
    const read = await jobsOfAttempt(calls, { id: run.id, attempt: run.run_attempt });
    if (!read.ok) return { ledger, told: { ...told, trouble: [read.fault.message] } };
    jobs = await judgeJobs(context, read.data);
  }
  const outcome = outcomeOf(run, entry, jobs);
  const outcomeAt = new Date(nowMs).toISOString();
  return {
    told: { ...told, outcome, failed: failedJobs(jobs) },
    ledger: withEntry(ledger, { ...entry, outcome, outcomeAt }),
  };
}

function outcomeOf(
  { conclusion }: RemoteRun,
  entry: LedgerEntry,
  jobs: readonly JobFacts[],
): 'recovered' | 'same' | 'other' {
  if (conclusion === 'success') return 'recovered';
  const again = signsOf(jobs);
  const isSame =
    again.jobs.length > 0 &&
    again.jobs.every((name) => entry.jobs.includes(name)) &&
    again.categories.every((category) => entry.categories.includes(category));
  return isSame ? 'same' : 'other';
}
