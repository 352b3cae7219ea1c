import { problemOf } from '../errors/ci-error.ts';
import { baselineSize, type Baseline } from '../findings/baseline.ts';
import { compareLock, makeLock } from '../gate/lock.ts';
import type { Changes } from '../model/changes.ts';
import type { Check } from '../model/check.ts';
import type { Lock } from '../model/lock.ts';
import type { Plan } from '../model/plan.ts';
import type { ResolvedPolicy } from '../model/policy.ts';
import type { Problem } from '../model/problem.ts';
import type { ConfigSources } from '../plan/affected.ts';
import { collectChecks } from '../plan/collect.ts';
import { expandMatrix } from '../plan/expand-matrix.ts';
import { makePlan } from '../plan/make-plan.ts';
import type { EngineOptions } from './run-options.ts';

interface PlanInput {
  readonly collected: readonly { readonly check: Check; readonly plugin: string }[];
  readonly policy: ResolvedPolicy;
  readonly lock?: Lock;
  readonly baseline?: Baseline;
  readonly changes: Changes;
  readonly sources?: ConfigSources;
  readonly options: Pick<EngineOptions, 'ids' | 'skip' | 'expectedPlan' | 'ignoreLock'>;
}

interface Planned {
  readonly plan: Plan;
  /** By id with cell. */
  readonly checks: ReadonlyMap<string, Check>;
  readonly problems: readonly Problem[];
}

/** The plan of nothing, for a run that never came to plan. */
export const NO_PLAN: Plan = Object.freeze({ schemaVersion: 1, hash: '', checks: [], partial: false });

/** Plans the collected checks, and holds the plan against the lock and against the one that was asked for. */
export function planChecks(input: PlanInput): Planned {
  const { collected, policy, lock, baseline, changes, sources, options } = input;
  const { checks, problems: invalid } = collectChecks(collected);
  const selection = { ids: options.ids ?? [], skip: options.skip ?? [] };
  const { plan, problems: unplannable } = makePlan({ checks, policy, selection, changes, sources });
  const problems = [...invalid, ...unplannable];
  if (lock !== undefined && options.ignoreLock !== true && problems.length === 0) {
    const differences = compareLock(lock, currentLock({ plan, policy, checks, lock, baseline }));
    if (differences.length > 0) {
      problems.push(problemOf('LOCK_DIFFERS', { detail: differences.join('; ') }, { file: 'ci.lock.json' }));
    }
  }
  const { expectedPlan } = options;
  // One machine of several is given the plan of them all, and the ids that are its own.
  const isPart = selection.ids.length > 0 || selection.skip.length > 0;
  const hashOfAll = (): string =>
    makePlan({ checks, policy, selection: { ids: [], skip: [] }, changes, sources }).plan.hash;
  if (
    expectedPlan !== undefined &&
    problems.length === 0 &&
    expectedPlan.hash !== plan.hash &&
    !(isPart && expectedPlan.hash === hashOfAll())
  ) {
    problems.push(
      problemOf('PLAN_CHANGED', {
        file: expectedPlan.file,
        expected: expectedPlan.hash.slice(0, 12),
        found: plan.hash.slice(0, 12),
      }),
    );
  }
  return { plan, checks: byCell(checks), problems };
}

function byCell(checks: readonly Check[]): ReadonlyMap<string, Check> {
  return new Map(checks.flatMap(expandMatrix).map(({ id, check }) => [id, check]));
}

/** What `ci.lock.json` would say now. A tool keeps the version that the lock already names. */
export function currentLock(input: {
  readonly plan: Plan;
  readonly policy: ResolvedPolicy;
  readonly checks: readonly Check[];
  readonly lock?: Lock;
  readonly baseline?: Baseline;
}): Lock {
  const tools: Record<string, string> = {};
  for (const check of input.checks) {
    for (const tool of check.tools ?? []) {
      if (tool.isPinnedByProject !== true) tools[tool.name] = input.lock?.tools[tool.name] ?? tool.version;
    }
  }
  return makeLock({
    plan: input.plan,
    policy: input.policy,
    baselineFindings: input.baseline === undefined ? 0 : baselineSize(input.baseline),
    tools,
  });
}
