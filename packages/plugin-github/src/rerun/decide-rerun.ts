import type { Decision, Need } from './decision.ts';
import { failedJobs } from './failed-jobs.ts';
import { isDayFull } from './is-day-full.ts';
import type { Ledger } from './ledger.ts';
import { refuseRun } from './refuse-run.ts';
import { refuseTip } from './refuse-tip.ts';
import { reportOnly } from './report-only.ts';
import type { JobFacts, RerunFacts } from './rerun-facts.ts';
import { signsOf } from './signs-of.ts';

/** Runs that fail at a host within this are taken to fail at once. */
const AT_ONCE_MS = 1_800_000;

/**
 * Whether a run that failed is run again: once, and only when every job that failed by itself met something that another
 * attempt need not meet. Pure, and given the facts one after the other: it says what it needs to know next.
 */
export function decideRerun(facts: RerunFacts): Decision | Need {
  const { run, nowMs, ledger, limits, tip, jobs } = facts;
  const refused = refuseRun(run, nowMs);
  if (refused !== undefined) return refused;
  if (ledger.entries.some(({ runId, decision }) => runId === run.id && decision === 'rerun'))
    return no('already-decided', 'It was run again already.');
  if (tip === undefined) return { kind: 'need', what: 'tip' };
  const moved = refuseTip(run.headSha, tip);
  if (moved !== undefined) return moved;
  if (jobs === undefined) return { kind: 'need', what: 'jobs' };
  const refusedJobs = refuseJobs(jobs, limits.mostJobs);
  if (refusedJobs !== undefined) return refusedJobs;
  return decideCause(facts, jobs);
}

const no = (reason: Decision['reason'], words: string): Decision => ({ kind: 'no', reason, words });

function refuseJobs(jobs: readonly JobFacts[], mostJobs: number): Decision | Need | undefined {
  const cancelled = jobs.find(({ conclusion }) => conclusion === 'cancelled');
  if (cancelled !== undefined) return no('cancelled', `The job ${cancelled.name} was cancelled.`);
  const failed = failedJobs(jobs);
  if (failed.length === 0) return no('nothing-failed', 'No job of it failed.');
  if (failed.length > mostJobs)
    return no('too-many-jobs', `${failed.length} jobs failed, more than ${mostJobs}.`);
  if (failed.some(({ log }) => log === undefined)) return { kind: 'need', what: 'logs' };
  for (const { name, log } of failed) {
    if (log !== undefined && 'unreadable' in log)
      return no('no-log', `The log of the job ${name} cannot be read: ${log.unreadable}`);
  }
  const lasting = failed.find(({ log }) => !(log && 'triage' in log && log.triage.verdict === 'transient'));
  if (lasting === undefined) return undefined;
  const why = lasting.log && 'triage' in lasting.log ? lasting.log.triage : undefined;
  return no(
    'not-transient',
    `The job ${lasting.name} failed for a reason that lasts (${why?.category ?? 'unclassified'}).`,
  );
}

function decideCause({ run, nowMs, ledger, limits }: RerunFacts, jobs: readonly JobFacts[]): Decision {
  const { categories, hosts } = signsOf(jobs);
  const useless = reportOnly(ledger);
  const known = categories.find((category) => useless.has(category));
  if (known !== undefined)
    return no('report-only', `The last two reruns for ${known} failed the same way, so it is only reported.`);
  const down = hosts.find((host) => failsElsewhere(ledger, { host, runId: run.id, nowMs }));
  if (down !== undefined)
    return {
      kind: 'wait',
      reason: 'host-down',
      words: `${down} fails in several runs at once: it is waited for.`,
    };
  if (isDayFull(ledger, limits, nowMs))
    return no('day-limit', `${limits.perDay} runs were run again within a day.`);
  const what = categories.join(', ');
  return { kind: 'rerun', reason: 'transient', words: `What failed may pass the next time (${what}).` };
}

function failsElsewhere(
  { entries }: Ledger,
  { host, runId, nowMs }: { readonly host: string; readonly runId: number; readonly nowMs: number },
): boolean {
  return entries.some(
    (entry) =>
      entry.runId !== runId &&
      entry.hosts.includes(host) &&
      entry.decision !== 'no' &&
      entry.outcome !== 'recovered' &&
      Math.abs(nowMs - Date.parse(entry.at)) <= AT_ONCE_MS,
  );
}
