import type { Changes } from '../model/changes.ts';
import type { Check } from '../model/check.ts';
import type { Limit } from '../model/limit.ts';
import type { Plan, PlannedCheck } from '../model/plan.ts';
import type { LevelDecision, ResolvedPolicy } from '../model/policy.ts';
import type { Problem } from '../model/problem.ts';
import { createAffected, type ConfigSources } from './affected.ts';
import { applyLimits } from './apply-limits.ts';
import { assignLevels } from './assign-level.ts';
import { expandMatrix, type ExpandedCheck } from './expand-matrix.ts';
import { hashPlan } from './hash-plan.ts';
import { makeDecisions, type Decision } from './make-decisions.ts';
import { createIdIndex } from './match-id.ts';
import { orderChecks } from './order.ts';
import { resolveNeeds, type Needs } from './resolve-needs.ts';
import { select, type Selection } from './select.ts';

export interface PlanInput {
  /** Collected and validated. */
  readonly checks: readonly Check[];
  readonly policy: Pick<ResolvedPolicy, 'required' | 'optional' | 'informational' | 'limits'>;
  readonly selection: Selection;
  readonly changes: Changes;
  /** What the config is made of. Not given: `ci.config.*` alone. */
  readonly sources?: ConfigSources;
}

/**
 * Plans: which checks there are, in which order, at which level, with which limits, and for each whether it runs and
 * why. Depends on its input alone. Returns a plan even beside problems, for `sluice plan` to show; with any problem
 * nothing may run.
 */
export function makePlan(input: PlanInput): { readonly plan: Plan; readonly problems: readonly Problem[] } {
  const index = createIdIndex(input.checks.flatMap(expandMatrix));
  const { needs, problems: needProblems } = resolveNeeds(index);
  const { ordered, problems: orderProblems } = orderChecks(index.all, needs);
  const { levels, problems: levelProblems } = assignLevels(index, input.policy);
  const { limits, problems: limitProblems } = applyLimits(index, input.policy.limits);
  const { selected, problems: selectProblems } = select(index, input.selection);
  const overLimits = [...limits.values()]
    .flat()
    .concat(input.policy.limits)
    .filter(({ over }) => over !== undefined);
  const decisions = makeDecisions({
    index,
    needs,
    selected,
    affected: createAffected(input.changes, input.sources),
    overLimits,
  });
  const checks = ordered.map((entry) => planned(entry, { needs, levels, limits, decisions }));
  const plan: Plan = {
    schemaVersion: 1,
    hash: hashPlan(checks),
    checks: Object.freeze(checks),
    partial: checks.some(({ skip }) => skip === 'not-selected'),
  };
  const problems = [...needProblems, ...orderProblems, ...levelProblems, ...limitProblems, ...selectProblems];
  return { plan: Object.freeze(plan), problems };
}

interface Parts {
  readonly needs: Needs;
  readonly levels: ReadonlyMap<string, LevelDecision>;
  readonly limits: ReadonlyMap<Check, readonly Limit[]>;
  readonly decisions: ReadonlyMap<string, Decision>;
}

function planned({ id, cell, check }: ExpandedCheck, parts: Parts): PlannedCheck {
  const level = parts.levels.get(id);
  const decision = parts.decisions.get(id);
  if (level === undefined || decision === undefined)
    throw new Error(`Internal error: ${id} was left out of the plan.`);
  return Object.freeze({
    id,
    checkId: check.id,
    cell,
    title: check.title,
    phase: check.phase ?? 'check',
    level: level.level,
    levelFrom: level.from,
    limits: parts.limits.get(check) ?? [],
    needs: parts.needs.get(id) ?? [],
    ...(check.inputs === undefined ? {} : { inputs: check.inputs }),
    ...(check.retry === undefined || check.retry.max === 0 ? {} : { retry: check.retry }),
    ...decision,
  });
}
