import { changedBetween, snapshotTree } from '../changes/snapshot-tree.ts';
import type { Config } from '../config/config.ts';
import type { Check, CheckContext, CheckOutcome } from '../model/check.ts';
import type { PlannedCheck } from '../model/plan.ts';
import type { Problem } from '../model/problem.ts';
import type { CheckRun } from '../model/result.ts';
import { runPlan } from '../run/run-plan.ts';
import { createJudge } from './judge.ts';
import { describeTrigger } from './describe.ts';
import { openRun } from './open-run.ts';
import { prepare } from './prepare.ts';
import type { EngineOptions } from './run-options.ts';

/** What one fixer did. */
export interface FixerResult {
  readonly id: string;
  readonly line: string;
  readonly isDone: boolean;
  readonly reason?: string;
}

export interface FixOutcome {
  readonly fixers: readonly FixerResult[];
  /** Relative to the repository's root; undefined without git, where nobody can say. */
  readonly changedFiles?: readonly string[];
  readonly problems: readonly Problem[];
}

/**
 * Runs the fixers of the selected checks, one after another, with the tools and the PATH their checks have. What
 * they need (an environment) runs first; nothing is judged, for the next run does that.
 */
export async function fixChecks(config: Config, options: EngineOptions): Promise<FixOutcome> {
  const run = await openRun(options);
  const prepared = await prepare({
    config,
    options: { ...options, all: true },
    startedAt: run.startedAt,
    exec: run.execFor,
    onTapFailed: () => {},
    onTapSlow: () => {},
  });
  if (prepared.problems.length > 0) return { fixers: [], problems: prepared.problems };
  const fixable = onePerCheck(
    prepared.plan.checks.filter((planned) => isFixable(planned, prepared.checks)),
    prepared.checks,
  );
  const wanted = withNeeds(fixable, prepared.plan.checks);
  const ids = new Set(fixable.map(({ id }) => id));
  const checks = new Map(
    [...prepared.checks].map(([id, check]) => [id, ids.has(id) ? fixing(check) : check]),
  );
  const plan = { ...prepared.plan, checks: prepared.plan.checks.filter(({ id }) => wanted.has(id)) };
  const before = await snapshotTree(options.cwd, options.host.env);
  const { event } = describeTrigger(options.host.env);
  const runs = await runPlan({
    plan,
    checks,
    cwd: options.cwd,
    runDir: run.dir,
    state: run.state,
    host: options.host,
    jobs: options.jobs ?? options.host.cpus,
    failFast: false,
    signal: run.signal,
    emit: run.emit,
    judge: createJudge({ policy: prepared.policy, now: run.startedAt, event }).one,
    history: [],
    lockedTools: prepared.lock?.tools ?? {},
    configuredTools: config.tools ?? {},
    redactor: run.redactor,
    graceMs: options.graceMs ?? 5000,
  });
  const after = await snapshotTree(options.cwd, options.host.env);
  const changedFiles =
    before === undefined || after === undefined ? undefined : changedBetween(before, after);
  return {
    fixers: runs.filter(({ id }) => ids.has(id)).map(fixerResult),
    problems: [],
    ...(changedFiles === undefined ? {} : { changedFiles }),
  };
}

// One cell is enough: a fixer's work does not depend on it, and a second one would only undo or repeat the first. What
// has another command line or another folder is another fixer, and so another object.
function onePerCheck(
  planned: readonly PlannedCheck[],
  checks: ReadonlyMap<string, Check>,
): readonly PlannedCheck[] {
  return planned.filter(
    ({ id }, index) => planned.findIndex((one) => checks.get(one.id) === checks.get(id)) === index,
  );
}

function isFixable({ id, decision }: PlannedCheck, checks: ReadonlyMap<string, Check>): boolean {
  return decision === 'run' && checks.get(id)?.fix !== undefined;
}

function withNeeds(fixable: readonly PlannedCheck[], all: readonly PlannedCheck[]): ReadonlySet<string> {
  const byId = new Map(all.map((planned) => [planned.id, planned]));
  const wanted = new Set<string>();
  const queue = fixable.map(({ id }) => id);
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    if (wanted.has(id)) continue;
    wanted.add(id);
    queue.push(...(byId.get(id)?.needs ?? []));
  }
  return wanted;
}

function fixing(check: Check): Check {
  const [file = '', ...args] = check.fix ?? [];
  return {
    ...check,
    writes: true,
    limits: [],
    retry: { max: 0, on: [] },
    run: async ({ exec }: CheckContext): Promise<CheckOutcome> => {
      const { exitCode, missing, timedOut, stderr, stdout } = await exec(file, args);
      // A linter's fixer ends with 1 when something is left that it cannot mend; the next run says what.
      if (exitCode === 0 || exitCode === 1) return { status: 'completed', findings: [] };
      const ended = exitCode === null ? 'ended by a signal' : `exit ${exitCode}`;
      const said = (stderr.trim() || stdout.trim()).split('\n').at(-1) ?? '';
      return {
        status: 'errored',
        reason: missing ?? (timedOut ? 'took too long' : `${ended}${said === '' ? '' : `: ${said}`}`),
      };
    },
  };
}

function fixerResult({ id, attempts, reason }: CheckRun): FixerResult {
  const last = attempts.at(-1);
  const isDone = last?.status === 'completed';
  const why = last?.reason ?? reason;
  return {
    id,
    line: last?.commands.at(-1)?.line ?? '',
    isDone,
    ...(isDone || why === undefined ? {} : { reason: why }),
  };
}
