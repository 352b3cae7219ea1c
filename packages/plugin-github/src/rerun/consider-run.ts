import type { Answer } from '../client/answer.ts';
import { confirmRerun } from './confirm-rerun.ts';
import type { Considered } from './considered.ts';
import { decideRerun } from './decide-rerun.ts';
import type { Decision } from './decision.ts';
import { factsOfRun } from './facts-of-run.ts';
import { failedJobs } from './failed-jobs.ts';
import { findTip, type Tip } from './find-tip.ts';
import { jobsOfAttempt } from './jobs-of-attempt.ts';
import { judgeJobs } from './judge-jobs.ts';
import type { Ledger } from './ledger.ts';
import { recordOutcome } from './record-outcome.ts';
import type { RemoteRun } from './rerun-calls.ts';
import type { RerunContext } from './rerun-context.ts';
import type { JobFacts } from './rerun-facts.ts';
import { signsOf } from './signs-of.ts';
import { startRerun } from './start-rerun.ts';
import type { Told } from './told.ts';
import { withEntry } from './with-entry.ts';

/** Reads a run that ended, decides, and does it. Of the payload that named it nothing is believed but its number. */
export async function considerRun(context: RerunContext, runId: number, ledger: Ledger): Promise<Considered> {
  const read = await context.calls.run(runId);
  if (!read.ok) return { ledger, told: unread(runId, read.fault.message) };
  const run = read.data;
  if (run.run_attempt > 1 && run.status === 'completed') {
    const entry = ledger.entries.find((one) => one.runId === runId && one.outcome === undefined);
    if (entry !== undefined) return recordOutcome(context, { run, entry, ledger });
  }
  const looked = await look(context, run, ledger);
  if (!looked.ok) return { ledger, told: unread(runId, looked.fault.message) };
  if (looked.data.decision.kind !== 'rerun' || context.isDry)
    return act(context, { run, ledger, ...looked.data });
  const confirmed = await confirmRerun(context.calls, runId, context.nowMs);
  if (!confirmed.ok) return { ledger, told: unread(runId, confirmed.fault.message) };
  const { decision } = looked.data;
  return act(context, { run, ledger, ...looked.data, decision: confirmed.data ?? decision });
}

const unread = (runId: number, why: string): Told => ({
  runId,
  isStarted: false,
  failed: [],
  trouble: [why],
});

interface Looked {
  readonly decision: Decision;
  readonly tip?: Tip;
  readonly jobs: readonly JobFacts[];
}

/** Asks for what the decision needs, and for no more. */
async function look(context: RerunContext, run: RemoteRun, ledger: Ledger): Promise<Answer<Looked>> {
  const { calls, nowMs, limits } = context;
  let tip: Tip | undefined;
  let jobs: readonly JobFacts[] | undefined;
  for (;;) {
    const decision = decideRerun({
      run: factsOfRun(run),
      nowMs,
      ledger,
      limits,
      ...(tip === undefined ? {} : { tip: tip.sha }),
      ...(jobs === undefined ? {} : { jobs }),
    });
    if (decision.kind !== 'need')
      return { ok: true, data: { decision, jobs: jobs ?? [], ...(tip === undefined ? {} : { tip }) } };
    if (decision.what === 'tip') {
      const found = await findTip(calls, run);
      if (!found.ok) return found;
      tip = found.data;
    } else if (decision.what === 'jobs') {
      const found = await jobsOfAttempt(calls, { id: run.id, attempt: run.run_attempt });
      if (!found.ok) return found;
      jobs = found.data;
    } else {
      jobs = await judgeJobs(context, jobs ?? []);
    }
  }
}

async function act(
  context: RerunContext,
  given: Looked & { readonly run: RemoteRun; readonly ledger: Ledger },
): Promise<Considered> {
  const { run, ledger, tip, jobs } = given;
  const wants = given.decision.kind === 'rerun' && !context.isDry;
  const refused = wants ? await startRerun(context, run.id) : undefined;
  const decision: Decision =
    refused === undefined ? given.decision : { kind: 'no', reason: 'refused', words: refused };
  const told: Told = {
    runId: run.id,
    runUrl: run.html_url,
    headSha: run.head_sha,
    attempt: run.run_attempt,
    ...(tip?.pull === undefined ? {} : { pull: tip.pull }),
    decision,
    isStarted: wants && refused === undefined,
    failed: failedJobs(jobs),
    trouble: [],
  };
  // What was never a candidate (a success, an old head) tells the ledger nothing.
  const isKept = jobs.length > 0 && run.run_attempt === 1;
  return { told, ledger: isKept ? keep(context, { told, run, ledger, jobs }) : ledger };
}

function keep(
  { nowMs }: RerunContext,
  given: { told: Told; run: RemoteRun; ledger: Ledger; jobs: readonly JobFacts[] },
): Ledger {
  const { told, run, ledger, jobs } = given;
  const { categories, hosts, jobs: names } = signsOf(jobs);
  const { kind = 'no', reason = 'refused' } = told.decision ?? {};
  return withEntry(ledger, {
    runId: run.id,
    workflowId: run.workflow_id,
    headSha: run.head_sha,
    at: new Date(nowMs).toISOString(),
    decision: kind,
    reason,
    categories: [...categories],
    hosts: [...hosts],
    jobs: [...names],
    ...(told.pull === undefined ? {} : { pull: told.pull }),
  });
}
