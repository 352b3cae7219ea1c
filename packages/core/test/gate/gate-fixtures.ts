import { conclude } from '../../src/gate/conclude.ts';
import { decide } from '../../src/gate/decide.ts';
import type { DecideInput } from '../../src/gate/decide-input.ts';
import type { Finding } from '../../src/model/finding.ts';
import type { Plan, PlannedCheck } from '../../src/model/plan.ts';
import type { ResolvedPolicy, Waiver } from '../../src/model/policy.ts';
import type { RunReport } from '../../src/model/report.ts';
import type { Attempt, CheckResult, CheckRun } from '../../src/model/result.ts';

export const now = '2026-11-24T10:00:00.000Z';

export const policy: ResolvedPolicy = {
  required: [],
  optional: [],
  informational: [],
  limits: [],
  maxWaiverDays: 90,
  weakening: 'warn',
  noPermission: 'block',
  budgetMs: 900_000,
  waivers: [],
};

export function waiver(subject: Partial<Waiver>, expires = '2027-01-31'): Waiver {
  return { reason: 'known and accepted', owner: '@owner', expires, ...subject };
}

let counter = 0;

export function finding(more: Partial<Finding> = {}): Finding {
  counter += 1;
  return {
    ruleId: 'tool/rule',
    tool: 'tool',
    kind: 'code',
    severity: 'high',
    message: 'm',
    fingerprint: `f${counter}`,
    ...more,
  };
}

export function planned(id: string, more: Partial<PlannedCheck> = {}): PlannedCheck {
  const [checkId = id] = id.split('@');
  return {
    id,
    checkId,
    cell: {},
    title: id,
    phase: 'check',
    level: 'required',
    levelFrom: 'default',
    limits: [{ rule: `${checkId}/findings`, count: {}, max: 0 }],
    needs: [],
    decision: 'run',
    reasonCode: 'all',
    reason: 'all files',
    ...more,
  };
}

export function attempt(more: Partial<Attempt> = {}): Attempt {
  return {
    number: 1,
    status: 'completed',
    startedAt: now,
    durationMs: 5,
    commands: [],
    log: 'logs/x.1.log',
    findings: [],
    metrics: {},
    tools: [],
    ...more,
  };
}

export function run(id: string, attempts: readonly Attempt[], more: Partial<CheckRun> = {}): CheckRun {
  return { id, startedAt: now, durationMs: 5, attempts, artifacts: [], ...more };
}

/** The result of a check whose attempts ended so; the last one's findings are taken as finished. */
export function resultOf(
  check: PlannedCheck,
  attempts: readonly Partial<Attempt>[],
  given: Partial<ResolvedPolicy> = {},
): CheckResult {
  const all = attempts.map((one, index) => attempt({ number: index + 1, ...one }));
  const findings = all.at(-1)?.findings ?? [];
  return conclude(check, run(check.id, all), { findings, policy: { ...policy, ...given }, now });
}

export function skipped(check: PlannedCheck, skip: NonNullable<CheckRun['skip']>): CheckResult {
  return conclude(check, run(check.id, [], { skip, reason: `because ${skip}` }), {
    findings: [],
    policy,
    now,
  });
}

export function planOf(checks: readonly PlannedCheck[]): Plan {
  return { schemaVersion: 1, hash: 'h', checks, partial: checks.some(({ skip }) => skip === 'not-selected') };
}

export function input(
  checks: readonly PlannedCheck[],
  results: readonly CheckResult[],
  more: Partial<DecideInput> = {},
): DecideInput {
  return {
    plan: planOf(checks),
    results,
    policy,
    now,
    objections: [],
    problems: [],
    end: 'completed',
    ...more,
  };
}

/** A report of these results, with the verdict that `decide` gives. */
export function reportOf(given: DecideInput): RunReport {
  const { plan, results, policy: resolved, lock, problems, end, event = 'local' } = given;
  return {
    schemaVersion: 1,
    runId: 'r',
    startedAt: given.now,
    durationMs: 1,
    end,
    trigger: { event },
    environment: { sluice: '0', node: '24', platform: 'linux', arch: 'x64', cpus: 2, ci: false, plugins: [] },
    changes: { scope: 'all', method: 'all-requested', reason: 'all', files: [] },
    plan,
    policy: resolved,
    ...(lock === undefined ? {} : { lock }),
    results,
    verdict: decide({ ...given, event }),
    notes: [],
    problems,
  };
}
