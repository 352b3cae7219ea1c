import { considerRun } from './consider-run.ts';
import type { Considered } from './considered.ts';
import { decideWaiting } from './decide-waiting.ts';
import type { Decision } from './decision.ts';
import { factsOfRun } from './facts-of-run.ts';
import { findTip, type Tip } from './find-tip.ts';
import { hasPassedSince } from './has-passed-since.ts';
import { isDayFull } from './is-day-full.ts';
import type { Ledger, LedgerEntry } from './ledger.ts';
import type { RemoteRun } from './rerun-calls.ts';
import type { RerunContext } from './rerun-context.ts';
import { startRerun } from './start-rerun.ts';
import type { Told } from './told.ts';
import { withEntry } from './with-entry.ts';

/** As many as one hour's look takes up, so that no list of any length costs the budget of all workflows. */
const MOST_AT_A_TIME = 20;

/** After this nobody waits, and a run that was deleted is not asked for again. */
const MOST_AGE_MS = 3 * 86_400_000;

/** What is due on the hour: runs that wait, and reruns whose end nobody was told of. */
export async function sweepWaiting(
  context: RerunContext,
  given: Ledger,
): Promise<{ readonly told: readonly Told[]; readonly ledger: Ledger }> {
  const open = given.entries.filter(
    ({ decision, outcome, at }) =>
      decision !== 'no' && outcome === undefined && context.nowMs - Date.parse(at) < MOST_AGE_MS,
  );
  let ledger = given;
  const told: Told[] = [];
  for (const entry of open.slice(0, MOST_AT_A_TIME)) {
    const next =
      entry.decision === 'wait'
        ? await considerWaiting(context, entry, ledger)
        : await considerRun(context, entry.runId, ledger);
    ledger = next.ledger;
    if (entry.decision === 'wait' || next.told.outcome !== undefined) told.push(next.told);
  }
  return { told, ledger };
}

async function considerWaiting(
  context: RerunContext,
  entry: LedgerEntry,
  ledger: Ledger,
): Promise<Considered> {
  const { calls, nowMs, limits } = context;
  const blank: Told = { runId: entry.runId, isStarted: false, failed: [], trouble: [] };
  const read = await calls.run(entry.runId);
  if (!read.ok) return { ledger, told: { ...blank, trouble: [read.fault.message] } };
  const run = read.data;
  let tip: Tip | undefined;
  let hasPassed: boolean | undefined;
  for (;;) {
    const decision = decideWaiting({
      entry,
      run: factsOfRun(run),
      nowMs,
      isDayFull: isDayFull(ledger, limits, nowMs),
      ...(tip === undefined ? {} : { tip: tip.sha }),
      ...(hasPassed === undefined ? {} : { hasPassed }),
    });
    if (decision.kind !== 'need') return settle(context, { entry, run, ledger, decision });
    const asked = decision.what === 'tip' ? await findTip(calls, run) : await hasPassedSince(calls, entry);
    if (!asked.ok) return { ledger, told: { ...blank, trouble: [asked.fault.message] } };
    if (typeof asked.data === 'boolean') hasPassed = asked.data;
    else tip = asked.data;
  }
}

async function settle(
  context: RerunContext,
  given: { entry: LedgerEntry; run: RemoteRun; ledger: Ledger; decision: Decision },
): Promise<Considered> {
  const { entry, run, ledger } = given;
  const { isDry, nowMs } = context;
  const wants = given.decision.kind === 'rerun' && !isDry;
  const refused = wants ? await startRerun(context, run.id) : undefined;
  const decision: Decision =
    refused === undefined ? given.decision : { kind: 'no', reason: 'refused', words: refused };
  const now = new Date(nowMs).toISOString();
  const told: Told = {
    runId: run.id,
    runUrl: run.html_url,
    headSha: run.head_sha,
    attempt: run.run_attempt,
    ...(entry.pull === undefined ? {} : { pull: entry.pull }),
    decision,
    isStarted: wants && refused === undefined,
    failed: [],
    ...(decision.reason === 'gave-up' ? { outcome: 'gave-up' as const } : {}),
    trouble: [],
  };
  if (decision.kind === 'wait') return { told, ledger };
  if (told.isStarted)
    return {
      told,
      ledger: withEntry(ledger, { ...entry, decision: 'rerun', reason: decision.reason, at: now }),
    };
  if (decision.kind === 'rerun') return { told, ledger };
  const outcome = decision.reason === 'gave-up' ? 'gave-up' : 'dropped';
  return { told, ledger: withEntry(ledger, { ...entry, outcome, outcomeAt: now }) };
}
