import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Provides } from '../model/check.ts';
import type { SkipReason } from '../model/conclusion.ts';
import type { PlannedCheck } from '../model/plan.ts';
import type { CheckResult, CheckRun } from '../model/result.ts';
import { stateUnwritable } from '../state/state-unwritable.ts';
import { blockedBy, blockedByPreflight, isSatisfied } from './blocked-by.ts';
import type { Load } from './pool.ts';
import { byPriority } from './priority.ts';
import { gatherProvided } from './provided.ts';
import { noAttempt } from './run-attempt.ts';
import { runCheck } from './run-check.ts';
import { createRunContext, type RunContext } from './run-context.ts';
import type { RunPlanInput } from './run-plan-input.ts';
import { schedule } from './schedule.ts';

export type { RunPlanInput } from './run-plan-input.ts';

/** What is known of the checks that have ended. */
interface Ledger {
  readonly runs: Map<string, CheckRun>;
  readonly results: Map<string, CheckResult>;
  readonly provides: Map<string, Provides>;
}

/**
 * Runs a plan: preflight checks, then the others, within `jobs` places. Returns one run for each planned check, in
 * the plan's order, whatever happens on the way; a check that a cancellation kept from running has one attempt that
 * says so. Throws only when `judge` does, after everything it had started has ended.
 */
export async function runPlan(input: RunPlanInput): Promise<readonly CheckRun[]> {
  const run = createRunContext(input);
  const ledger: Ledger = { runs: new Map(), results: new Map(), provides: new Map() };
  try {
    await makeLogFolder(input);
    skipPlanned(run, ledger);
    concludeRecorded(run, ledger);
    const planned = input.plan.checks.filter(({ id }) => !ledger.results.has(id));
    const ordered = byPriority(planned, run.expectedMs);
    const early = withNeeds(planned);
    await runPhase(
      run,
      ledger,
      ordered.filter(({ id }) => early.has(id)),
    );
    await runPhase(
      run,
      ledger,
      ordered.filter(({ id }) => !early.has(id)),
    );
    await cancelRest(run, ledger);
    return input.plan.checks.map(({ id }) => ledger.runs.get(id)).filter((one) => one !== undefined);
  } finally {
    run.tools.end();
    run.cancellation.end();
  }
}

async function makeLogFolder({ runDir }: RunPlanInput): Promise<void> {
  try {
    await mkdir(join(runDir, 'logs'), { recursive: true });
  } catch (error) {
    throw stateUnwritable(runDir, error);
  }
}

function skipPlanned(run: RunContext, ledger: Ledger): void {
  for (const planned of run.input.plan.checks) {
    if (planned.decision === 'run') continue;
    const checkRun = skippedRun(run, planned, {
      skip: planned.skip ?? 'not-selected',
      reason: planned.reason,
    });
    conclude(run, ledger, { planned, checkRun });
  }
}

function concludeRecorded(run: RunContext, ledger: Ledger): void {
  for (const planned of run.input.plan.checks) {
    const checkRun = run.input.recorded?.get(planned.id);
    if (checkRun !== undefined && planned.decision === 'run') conclude(run, ledger, { planned, checkRun });
  }
}

/** The preflight checks, and what they need: planning refuses others, and waiting for them would never end. */
function withNeeds(planned: readonly PlannedCheck[]): ReadonlySet<string> {
  const byId = new Map(planned.map((one) => [one.id, one]));
  const early = new Set(planned.filter(({ phase }) => phase === 'preflight').map(({ id }) => id));
  for (const id of early) {
    for (const need of byId.get(id)?.needs ?? []) early.add(need);
  }
  return early;
}

async function runPhase(run: RunContext, ledger: Ledger, order: readonly PlannedCheck[]): Promise<void> {
  const { input, cancellation } = run;
  const needed = new Map(input.plan.checks.map(({ id, needs }) => [id, needs]));
  const preflight = [...ledger.results.values()]
    .map(blockedByPreflight)
    .find((reason) => reason !== undefined);
  await schedule({
    order,
    jobs: input.jobs,
    loadOf: (planned) => loadOf(input, planned),
    isDone: (id) => ledger.results.has(id) || !needed.has(id),
    objection: (planned) => preflight ?? blockedBy(planned, ledger.results),
    skip: (planned, reason) => {
      conclude(run, ledger, {
        planned,
        checkRun: skippedRun(run, planned, { skip: 'upstream-failed', reason }),
      });
    },
    run: (planned) => runOne(run, ledger, { planned, needsOf: (id) => needed.get(id) ?? [] }),
    // Sluice's own failure: what runs beside it must not go on for minutes before that is told.
    crash: () => cancellation.cancel('the run crashed'),
    isStopped: () => cancellation.reason() !== undefined,
    onStop: cancellation.onCancel,
  });
}

function loadOf({ checks }: RunPlanInput, { id }: PlannedCheck): Load {
  const check = checks.get(id);
  return { weight: check?.weight ?? 1, isAlone: check?.exclusive === true || check?.writes === true };
}

async function runOne(
  run: RunContext,
  ledger: Ledger,
  {
    planned,
    needsOf,
  }: { readonly planned: PlannedCheck; readonly needsOf: (id: string) => readonly string[] },
): Promise<void> {
  const check = run.input.checks.get(planned.id);
  if (check === undefined) {
    const reason = `the plan names ${planned.id}, and no such check was added`;
    const attempt = await noAttempt(run, planned.id, { status: 'errored', reason });
    conclude(run, ledger, {
      planned,
      checkRun: { ...skippedRun(run, planned, { reason }), attempts: [attempt] },
    });
    return;
  }
  const provided = gatherProvided({ needs: planned.needs, needsOf, provides: ledger.provides });
  const end = await runCheck(run, { planned, check }, provided);
  run.input.cache?.ended(planned.id, end.provides);
  if (end.provides !== undefined) ledger.provides.set(planned.id, end.provides);
  conclude(run, ledger, { planned, checkRun: end.run });
}

async function cancelRest(run: RunContext, ledger: Ledger): Promise<void> {
  const rest = run.input.plan.checks.filter(({ id }) => !ledger.results.has(id));
  for (const planned of rest) {
    const reason = run.cancellation.reason() ?? 'it was never started';
    const attempt = await noAttempt(run, planned.id, { status: 'cancelled', reason });
    conclude(run, ledger, {
      planned,
      checkRun: { ...skippedRun(run, planned, { reason }), attempts: [attempt] },
    });
  }
}

function skippedRun(
  run: RunContext,
  { id }: PlannedCheck,
  why: { readonly skip?: SkipReason; readonly reason: string },
): CheckRun {
  const startedAt = new Date(run.input.host.now()).toISOString();
  return { id, startedAt, durationMs: 0, attempts: [], ...why, artifacts: [] };
}

function conclude(
  run: RunContext,
  ledger: Ledger,
  { planned, checkRun }: { readonly planned: PlannedCheck; readonly checkRun: CheckRun },
): void {
  const result = run.input.judge(planned, checkRun);
  ledger.runs.set(planned.id, checkRun);
  ledger.results.set(planned.id, result);
  const logs = checkRun.attempts.map(({ log }) => join(run.input.runDir, log));
  run.emit({ type: 'check-ended', result, logs });
  // Without permission: whether that blocks is the policy's to say, and must not end a run that may pass.
  const isBad = !isSatisfied(result) && result.skip !== 'no-permission';
  if (run.input.failFast && planned.level === 'required' && planned.decision === 'run' && isBad) {
    run.cancellation.cancel(`fail-fast: ${planned.id} was ${result.conclusion}`);
  }
}
