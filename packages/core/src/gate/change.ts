import { canonicalJson } from '../model/canonical-json.ts';
import type { Finding } from '../model/finding.ts';
import type { PlannedCheck } from '../model/plan.ts';
import type { Attempt, CheckResult } from '../model/result.ts';
import { concludeAgain } from './decide-again.ts';
import type { DecideInput } from './decide-input.ts';

interface Words {
  /** What would have to be done, in one sentence. */
  readonly message: string;
  readonly checkId?: string;
}

/** One thing that would have to be different for a verdict to be another. Data, so that it can be applied and tried. */
export type Change =
  /** These findings would have to go, from every check that has them. */
  | ({
      readonly kind: 'remove-findings';
      readonly rule: string;
      readonly count: number;
      readonly findings: readonly Finding[];
    } & Words)
  /** `units` is how many more lines, where the check says how many there are. */
  | ({
      readonly kind: 'reach-metric';
      readonly checkId: string;
      readonly metric: string;
      readonly from?: number;
      readonly to: number;
      readonly units?: number;
    } & Words)
  /** The check would have to run to its end and be within its limits. */
  | ({ readonly kind: 'succeed'; readonly checkId: string } & Words)
  /** The check would have to pass at its first attempt. */
  | ({ readonly kind: 'pass-at-once'; readonly checkId: string } & Words)
  /** A plugin would have to drop its objection. */
  | ({ readonly kind: 'answer-plugin'; readonly source: string; readonly rule: string } & Words)
  /** A problem of config or environment would have to be mended, or the run come to its end. */
  | ({ readonly kind: 'mend-problem'; readonly code: string } & Words)
  | ({ readonly kind: 'complete-run' } & Words)
  /** What the gate promised before would have to be promised again. */
  | ({ readonly kind: 'restore-promise' } & Words)
  /** The lock and the plan would have to agree on this check. */
  | ({ readonly kind: 'agree-with-lock'; readonly checkId: string } & Words);

/** Applies changes to what was decided from, concluding again the results they touch. Nothing given is changed. */
export function applyChanges(input: DecideInput, changes: readonly Change[]): DecideInput {
  const succeeding = new Set(
    changes.filter(({ kind }) => kind === 'succeed').map(({ checkId = '' }) => checkId),
  );
  const next = planning(changes.reduce(applyToRun, input), succeeding);
  const planned = new Map(next.plan.checks.map((check) => [check.id, check]));
  const results = next.results.map((result) => {
    const check = planned.get(result.id);
    if (check === undefined) return result;
    if (succeeding.has(result.id)) return succeed(check, next);
    const changed = changes.reduce(applyToResult, result);
    return changed === result ? result : concludeAgain(changed, check, next);
  });
  const known = new Set(results.map(({ id }) => id));
  const added = next.plan.checks
    .filter(({ id }) => succeeding.has(id) && !known.has(id))
    .map((check) => succeed(check, next));
  return { ...next, results: [...results, ...added] };
}

/** A check that is to succeed has to be planned to run, too. */
function planning(input: DecideInput, succeeding: ReadonlySet<string>): DecideInput {
  const { plan } = input;
  if (!plan.checks.some(({ id, decision }) => decision === 'skip' && succeeding.has(id))) return input;
  const checks = plan.checks.map((check) =>
    succeeding.has(check.id) ? { ...check, decision: 'run' as const, skip: undefined } : check,
  );
  return { ...input, plan: { ...plan, checks } };
}

function applyToRun(input: DecideInput, change: Change): DecideInput {
  switch (change.kind) {
    case 'answer-plugin':
      return {
        ...input,
        objections: input.objections.filter(
          (one) =>
            one.level === 'warn' ||
            one.source !== change.source ||
            one.rule !== change.rule ||
            one.checkId !== change.checkId,
        ),
      };
    case 'mend-problem': {
      const problems = input.problems.filter(({ code }) => code !== change.code);
      return {
        ...input,
        problems,
        end: problems.length === 0 && input.end === 'problems' ? 'completed' : input.end,
      };
    }
    case 'complete-run':
      return { ...input, end: 'completed' };
    case 'restore-promise': {
      const { lockAtBase: _, ...rest } = input;
      return rest;
    }
    case 'agree-with-lock':
      return { ...input, ...agreeing(input, change.checkId) };
    default:
      return input;
  }
}

/** As `sluice lock` would write it for this check: what the plan says, or nothing where the plan has it no longer. */
function agreeing({ lock, plan }: DecideInput, checkId: string): Pick<DecideInput, 'lock'> {
  if (lock === undefined) return {};
  const planned = plan.checks.find(({ id }) => id === checkId);
  const others = lock.checks.filter(({ id }) => id !== checkId);
  const own =
    planned === undefined
      ? []
      : [
          {
            id: checkId,
            level: planned.level,
            ...(planned.skip === 'disabled' ? { disabled: true as const } : {}),
          },
        ];
  return { lock: { ...lock, checks: [...others, ...own] } };
}

function applyToResult(result: CheckResult, change: Change): CheckResult {
  if (change.kind === 'remove-findings') {
    const gone = new Set(change.findings.map(findingKey));
    const findings = result.findings.filter((finding) => !gone.has(findingKey(finding)));
    // A check that is mended passes at once: its earlier attempts would not have been.
    return findings.length === result.findings.length
      ? result
      : { ...result, findings, attempts: result.attempts.slice(-1) };
  }
  if (!('checkId' in change) || change.checkId !== result.id) return result;
  if (change.kind === 'pass-at-once') return { ...result, attempts: result.attempts.slice(-1) };
  if (change.kind === 'reach-metric') {
    const attempts = result.attempts
      .slice(-1)
      .map((attempt) => ({ ...attempt, metrics: { ...attempt.metrics, [change.metric]: change.to } }));
    return { ...result, attempts };
  }
  return result;
}

/** What two findings have in common that are the same thing seen by two checks. */
export function findingKey(finding: Finding): string {
  return finding.problem ?? finding.fingerprint ?? canonicalJson(finding);
}

/** The check as it would be had it run to its end, found nothing and measured what its limits ask. */
function succeed(planned: PlannedCheck, input: DecideInput): CheckResult {
  const { id, checkId, cell, title, phase, level } = planned;
  const metrics = sufficientMetrics(planned, input);
  const startedAt = input.now;
  const empty = { findings: [], tools: [], metrics } as const;
  const attempt: Attempt = {
    ...empty,
    number: 1,
    status: 'completed',
    startedAt,
    durationMs: 0,
    commands: [],
    log: '',
  };
  const about = { id, checkId, cell, title, phase, level, startedAt, durationMs: 0 };
  const result: CheckResult = {
    ...about,
    ...empty,
    conclusion: 'success',
    attempts: [attempt],
    artifacts: [],
    limits: [],
  };
  return concludeAgain(result, planned, input);
}

/** Each metric just where the limits want it: the check's own before those over several checks. */
function sufficientMetrics(planned: PlannedCheck, { policy, plan }: DecideInput): Record<string, number> {
  const metrics: Record<string, number> = {};
  for (const { metric, min, max } of [...policy.limits, ...plan.checks.flatMap(({ limits }) => limits)]) {
    if (metric !== undefined) metrics[metric] = Math.max(metrics[metric] ?? -Infinity, min ?? max ?? 0);
  }
  for (const { metric, min, max } of planned.limits) {
    if (metric !== undefined) metrics[metric] = min ?? max ?? 0;
  }
  return metrics;
}
