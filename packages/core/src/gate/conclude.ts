import type { Conclusion, SkipReason } from '../model/conclusion.ts';
import type { Finding } from '../model/finding.ts';
import type { LimitMeasurement } from '../model/limit.ts';
import type { PlannedCheck } from '../model/plan.ts';
import type { ResolvedPolicy } from '../model/policy.ts';
import type { Attempt, CheckResult, CheckRun } from '../model/result.ts';
import { appliesTo, judgeLimit, measurementWords } from './limits.ts';
import { acceptedBy } from './waivers.ts';

/** What a conclusion depends on besides the attempts. */
export interface ConcludeInput {
  /** Of the last attempt, finished: deduplicated, fingerprinted, waived. */
  readonly findings: readonly Finding[];
  readonly policy: Pick<ResolvedPolicy, 'waivers'>;
  /** The run's start, ISO. */
  readonly now: string;
  /** What started the run, for limits that apply to pull requests alone. Not given: they apply. */
  readonly event?: string;
}

interface Ending {
  readonly conclusion: Conclusion;
  readonly skip?: SkipReason;
  readonly reason?: string;
  readonly flaky?: true;
  readonly waiver?: CheckResult['waiver'];
  readonly limits: readonly LimitMeasurement[];
}

/** Concludes a check from its attempts: the last one's status, then its limits. Facts come in, a judgement goes out. */
export function conclude(planned: PlannedCheck, run: CheckRun, input: ConcludeInput): CheckResult {
  const last = run.attempts.at(-1);
  const metrics = finiteOnly(last?.metrics ?? {});
  const ending = endingOf({ planned, run, last, input, metrics });
  return {
    id: planned.id,
    checkId: planned.checkId,
    cell: planned.cell,
    title: planned.title,
    phase: planned.phase,
    level: planned.level,
    ...ending,
    ...(run.cached === true ? { cached: true } : {}),
    ...(run.cache === undefined ? {} : { cache: run.cache }),
    startedAt: run.startedAt,
    durationMs: run.durationMs,
    attempts: run.attempts,
    findings: input.findings,
    metrics,
    ...(last?.scope === undefined ? {} : { scope: last.scope }),
    ...(last?.summary === undefined ? {} : { summary: last.summary }),
    tools: last?.tools ?? [],
    artifacts: run.artifacts,
  };
}

interface EndingInput {
  readonly planned: PlannedCheck;
  readonly run: CheckRun;
  readonly last: Attempt | undefined;
  readonly input: ConcludeInput;
  readonly metrics: Readonly<Record<string, number>>;
}

function endingOf({ planned, run, last, input, metrics }: EndingInput): Ending {
  if (last === undefined) {
    if (run.skip === undefined)
      return { conclusion: 'errored', reason: run.reason ?? 'it never ran', limits: [] };
    return { conclusion: 'skipped', skip: run.skip, reason: run.reason ?? planned.reason, limits: [] };
  }
  const reason = last.reason === undefined ? {} : { reason: last.reason };
  switch (last.status) {
    case 'errored':
    case 'timed_out':
    case 'cancelled':
      return { conclusion: last.status, ...reason, limits: [] };
    case 'skipped':
      // A check that ran and then could not look: only a permission or a secret excuses that.
      return { conclusion: 'skipped', skip: 'no-permission', ...reason, limits: [] };
    case 'completed':
      return completed({ planned, run, last, input, metrics });
    default:
      return {
        conclusion: 'errored',
        reason: `the attempt ended as ${JSON.stringify(last.status)}, which is unknown`,
        limits: [],
      };
  }
}

function completed({ planned, run, last, input, metrics }: EndingInput & { readonly last: Attempt }): Ending {
  const { scope } = last;
  // Not `=== 0`: a number that is missing or NaN is no evidence either.
  if (scope !== undefined && !(scope.seen > 0)) {
    return { conclusion: 'errored', reason: `it looked at no ${scope.unit}, so it says nothing`, limits: [] };
  }
  const facts = { findings: input.findings, metrics };
  const own = planned.limits.filter((limit) => limit.over === undefined && appliesTo(limit, input.event));
  const limits = own.flatMap((limit) => judgeLimit(limit, facts));
  const broken = limits.filter(({ isBroken, objection }) => isBroken && objection === 'block');
  if (broken.length === 0) {
    return { conclusion: 'success', ...(run.attempts.length > 1 ? { flaky: true as const } : {}), limits };
  }
  const waiver = acceptedBy(planned.id, broken, { waivers: input.policy.waivers, now: input.now });
  const reason = broken.map(measurementWords).join('; ');
  return { conclusion: 'failure', reason, ...(waiver === undefined ? {} : { waiver }), limits };
}

// NaN and Infinity do not survive JSON; a metric that is no number was not measured, and its limits are broken.
function finiteOnly(metrics: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(metrics).filter(([, value]) => Number.isFinite(value)));
}
