import type { Check } from '../../model/check.ts';
import { canonicalJson } from '../../model/canonical-json.ts';
import type { PlannedCheck } from '../../model/plan.ts';
import type { LevelDecision } from '../../model/policy.ts';
import type { Problem } from '../../model/problem.ts';
import type { RunReport } from '../../model/report.ts';
import type { CheckResult } from '../../model/result.ts';
import { applyLimits } from '../../plan/apply-limits.ts';
import { assignLevels } from '../../plan/assign-level.ts';
import type { ExpandedCheck } from '../../plan/expand-matrix.ts';
import { createIdIndex } from '../../plan/match-id.ts';
import type { OtherPolicy } from './other-policy.ts';

/** A recorded run with the levels and limits of another policy, not yet concluded. */
export interface RecastRun {
  readonly checks: readonly PlannedCheck[];
  readonly results: readonly CheckResult[];
  /** Checks that the config has and the run says nothing usable of, with the reason. */
  readonly missing: ReadonlyMap<string, string>;
  /** Checks that the run has and the config has not. They count as recorded, as far as the policy does not name them. */
  readonly notInConfig: readonly string[];
  /** Patterns of the policy that match neither. */
  readonly problems: readonly Problem[];
}

/** Puts the checks of another config in the place of the recorded ones. Decides nothing. */
export function recastRun(report: RunReport, other: OtherPolicy): RecastRun {
  const recorded = new Map(report.plan.checks.map((check) => [check.id, check]));
  const results = new Map(report.results.map((result) => [result.id, result]));
  const strangers = report.plan.checks.filter(({ id }) => !other.planned.has(id));
  const index = createIdIndex([...other.checks, ...strangers.map(asCheck)]);
  const { levels, problems: ofLevels } = assignLevels(index, other.policy);
  const { limits, problems: ofLimits } = applyLimits(index, other.policy.limits);
  const missing = new Map<string, string>();
  const checks: PlannedCheck[] = [];
  const kept: CheckResult[] = [];
  for (const { id, check } of index.all) {
    const own = other.planned.get(id);
    const before = recorded.get(id);
    const level = levelOf(levels.get(id), own === undefined ? before : undefined);
    const decided = { limits: limits.get(check) ?? [], ...level };
    const result = results.get(id);
    const why = own === undefined ? undefined : whyMissing(own, before, result);
    if (own?.skip === 'disabled') {
      checks.push({ ...own, ...decided });
      kept.push(disabled(own, report.startedAt));
    } else if (own !== undefined && why !== undefined) {
      checks.push({ ...own, ...decided });
      missing.set(id, why);
    } else if (before !== undefined) {
      checks.push({ ...before, ...decided });
      if (result !== undefined) kept.push(result);
    }
  }
  // A result of which nothing was planned is a fault of the run, under any policy.
  const unplanned = report.results.filter(({ id }) => !recorded.has(id) && !other.planned.has(id));
  return {
    checks,
    results: [...kept, ...unplanned],
    missing,
    notInConfig: strangers.map(({ id }) => id),
    problems: [...ofLevels, ...ofLimits].filter(({ code }) => code === 'POLICY_PATTERN_UNUSED'),
  };
}

/** What the policy says, else what is recorded: where an earlier policy gave it, nobody knows what the plugin would. */
function levelOf(
  decision: LevelDecision | undefined,
  recorded: PlannedCheck | undefined,
): Partial<Pick<PlannedCheck, 'level' | 'levelFrom'>> {
  if (decision === undefined) return {};
  if (decision.from === 'default' && recorded !== undefined)
    return { level: recorded.level, levelFrom: 'recorded' };
  return { level: decision.level, levelFrom: decision.from };
}

function whyMissing(
  own: PlannedCheck,
  before: PlannedCheck | undefined,
  result: CheckResult | undefined,
): string | undefined {
  if (before === undefined || result === undefined) return 'was not recorded';
  if (result.skip === 'disabled') return 'was disabled';
  const isOther = canonicalJson(own.inputs ?? null) !== canonicalJson(before.inputs ?? null);
  return result.skip === 'not-affected' && isOther
    ? 'was not affected, by other inputs than these'
    : undefined;
}

/** A recorded check as one of a config, at the level that its plugin gave it, where that is known. */
function asCheck({ id, checkId, cell, title, level, levelFrom, limits }: PlannedCheck): ExpandedCheck {
  const check: Check = {
    id: checkId,
    title,
    ...(levelFrom === 'plugin' ? { level } : {}),
    limits,
    run: () => ({ status: 'errored', reason: 'nothing is run' }),
  };
  return { id, cell, check };
}

function disabled(own: PlannedCheck, startedAt: string): CheckResult {
  const { id, checkId, cell, title, phase, level, reason } = own;
  return {
    id,
    checkId,
    cell,
    title,
    phase,
    level,
    conclusion: 'skipped',
    skip: 'disabled',
    reason,
    startedAt,
    durationMs: 0,
    attempts: [],
    findings: [],
    metrics: {},
    tools: [],
    artifacts: [],
    limits: [],
  };
}
