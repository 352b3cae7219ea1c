import { CiError, problemOf } from '../errors/ci-error.ts';
import type { RunNote } from '../model/report.ts';
import type { CheckRun } from '../model/result.ts';
import { hashPlan } from '../plan/hash-plan.ts';
import { expectedDurations } from '../run/expected-durations.ts';
import { runPlan } from '../run/run-plan.ts';
import { readHistory } from '../state/history.ts';
import type { Config } from '../config/config.ts';
import type { StoreInput } from './cache/store-results.ts';
import { hashLines } from './hash-lines.ts';
import type { Judge } from './judge.ts';
import { maskRun } from './mask-run.ts';
import type { OpenRun } from './open-run.ts';
import { recordedRuns } from './recorded-runs.ts';
import type { Prepared } from './prepare.ts';
import { redactDeep } from './redact-deep.ts';
import type { EngineOptions } from './run-options.ts';
import type { RunTriage } from './run-triage.ts';
import type { Story } from './story.ts';

interface ExecuteInput {
  readonly config: Config;
  readonly options: EngineOptions;
  readonly run: OpenRun;
  readonly prepared: Prepared;
  readonly judge: Judge;
  readonly triage: RunTriage;
}

/** Runs the plan, and nothing but the plan, and concludes each of its checks. */
export async function execute({
  config,
  options,
  run,
  prepared,
  judge,
  triage,
}: ExecuteInput): Promise<Pick<Story, 'results' | 'accepted' | 'notes'>> {
  const { plan, checks, changes, lock } = prepared;
  const jobs = options.jobs ?? Math.max(1, options.host.cpus);
  const history = await readHistory(run.state.historyFile);
  run.emit({
    type: 'plan-ready',
    plan,
    changes,
    jobs,
    expectedMs: Object.fromEntries(expectedDurations(history)),
  });
  const cache = await cacheOf({ config, options, run, prepared });
  const runs = await runPlan({
    plan,
    checks,
    cwd: options.cwd,
    runDir: run.dir,
    state: run.state,
    host: options.host,
    jobs,
    failFast: options.failFast ?? false,
    signal: run.signal,
    emit: run.emit,
    judge: judge.one,
    triage: triage.ask,
    ...(options.noCache === true
      ? {}
      : { recorded: await recordedRuns({ prepared, options, state: run.state }) }),
    history,
    ...(cache === undefined ? {} : { cache }),
    lockedTools: lock?.tools ?? {},
    configuredTools: config.tools ?? {},
    redactor: run.redactor,
    graceMs: options.graceMs ?? 5000,
  });
  assertExecuted(prepared, runs);
  // Before fingerprints are made: whether a secret was known already when another check reported its line is chance.
  const known = run.redactor.hasLearned() ? redactDeep(runs, run.redactor) : runs;
  const { results, baseline } = judge.all(
    plan.checks.map((planned, index) => ({ planned, run: known[index] as CheckRun })),
  );
  const hashed = await hashLines(results, options.cwd);
  const masked = await maskRun(hashed, run);
  const notes =
    cache === undefined ? [] : await keep({ cache, config, options, run, prepared, results: masked, runs });
  return { results: masked, notes, ...(baseline === undefined ? {} : { accepted: baseline }) };
}

async function keep(input: StoreInput): Promise<readonly RunNote[]> {
  const { storeResults } = await import('./cache/store-results.ts');
  return storeResults(input);
}

/** Undefined where no check of the plan asks for one: then nothing of it is loaded, and no file looked at. */
async function cacheOf(input: Omit<ExecuteInput, 'judge' | 'triage'>) {
  const { plan, checks } = input.prepared;
  const isAsked = plan.checks.some(
    ({ id, decision }) => decision === 'run' && checks.get(id)?.cache === true,
  );
  return isAsked ? (await import('./cache/open-cache.ts')).openCache(input) : undefined;
}

/**
 * The promise that the plan is the run: the same plan, one entry for each check in its order, attempts where it
 * said "run" and none where it said "skip". Thrown as PLAN_NOT_EXECUTED, so that the run can never pass.
 */
export function assertExecuted({ plan }: Pick<Prepared, 'plan'>, runs: readonly CheckRun[]): void {
  const faults: string[] = [];
  if (hashPlan(plan.checks) !== plan.hash) faults.push('the plan changed while it ran');
  if (runs.length !== plan.checks.length)
    faults.push(`${plan.checks.length} checks planned, ${runs.length} accounted for`);
  for (const [index, planned] of plan.checks.entries()) {
    const run = runs[index];
    if (run?.id !== planned.id) faults.push(`${planned.id} is not accounted for`);
    else if (planned.decision === 'skip' && run.attempts.length > 0)
      faults.push(`${planned.id} ran although skipped`);
    else if (planned.decision === 'run' && run.attempts.length === 0 && run.skip === undefined) {
      faults.push(`${planned.id} was planned and never ran`);
    }
  }
  if (faults.length > 0) throw new CiError([problemOf('PLAN_NOT_EXECUTED', { detail: faults.join('; ') })]);
}
