import { applyWaivers } from '../../findings/apply-waivers.ts';
import { concludeAgain } from '../../gate/decide-again.ts';
import type { DecideInput } from '../../gate/decide-input.ts';
import { decide } from '../../gate/decide.ts';
import { objectToWeakening } from '../../gate/object-to-weakening.ts';
import type { RunReport } from '../../model/report.ts';
import type { CheckResult } from '../../model/result.ts';
import type { Objection, Verdict } from '../../model/verdict.ts';
import { hashPlan } from '../../plan/hash-plan.ts';
import { gateObjections } from '../gate-phase.ts';
import type { OtherPolicy } from './other-policy.ts';
import { recastRun, type RecastRun } from './recast-run.ts';

/** A recorded run as another policy decides it. */
export interface DecidedUnder {
  readonly verdict: Verdict;
  readonly input: DecideInput;
  readonly recast: RecastRun;
  /** The report as it would have been; its runId, its findings and its attempts are those of the run. */
  readonly report: RunReport;
}

/**
 * Decides a recorded run under another policy: its levels and limits, its waivers at the run's own start, its gate taps
 * over the new results. What the run lacks is missing, and blocks where it is required.
 */
export async function decideUnder(
  report: RunReport,
  other: OtherPolicy,
  signal?: AbortSignal,
): Promise<DecidedUnder> {
  const { policy } = other;
  const { startedAt: now, trigger, problems, end, baseline } = report;
  const recast = recastRun(report, other);
  const planned = new Map(recast.checks.map((check) => [check.id, check]));
  const results = recast.results.map((result): CheckResult => {
    const findings = applyWaivers(result.findings, { waivers: policy.waivers, now });
    return concludeAgain({ ...result, findings }, planned.get(result.id), {
      policy,
      now,
      event: trigger.event,
    });
  });
  const given = [
    ...kept(report, other),
    ...weakening(report, other),
    ...(await gateObjections(other.hooks, { results, policy }, signal)),
  ];
  const input: DecideInput = {
    plan: { ...report.plan, checks: recast.checks, hash: hashPlan(recast.checks) },
    results,
    policy,
    ...lockUnder(report, other),
    ...(baseline === undefined ? {} : { baselineFindings: baseline.findings }),
    now,
    objections: given,
    problems,
    end,
    event: trigger.event,
  };
  const verdict = decide(input);
  return { verdict, input, recast, report: reportUnder(report, { input, verdict }) };
}

/**
 * What no result gives and this config cannot say again: the gate's objections to what other machines left, and those
 * of plugins that it has not.
 */
function kept({ verdict }: RunReport, { plugins }: OtherPolicy): readonly Objection[] {
  return verdict.objections.filter(({ source, rule }) =>
    source === 'gate' ? rule === 'part' : !plugins.has(source),
  );
}

/**
 * The recorded lock, with the checks of this config as it would lock them: what was promised and is neither of the run nor
 * of the config is missing under this policy too.
 */
function lockUnder({ lock }: RunReport, { planned }: OtherPolicy): Pick<DecideInput, 'lock'> {
  if (lock === undefined) return {};
  const own = [...planned.values()].map(({ id, level, skip }) => ({
    id,
    level,
    ...(skip === 'disabled' ? { disabled: true as const } : {}),
  }));
  return { lock: { ...lock, checks: [...lock.checks.filter(({ id }) => !planned.has(id)), ...own] } };
}

/**
 * What the change of that run loosened is of its own config: only how loud to say so is the other policy's.
 */
function weakening({ policy: recorded, startedAt: now, ...report }: RunReport, other: OtherPolicy) {
  const policy = { ...recorded, weakening: other.policy.weakening };
  const baselineFindings = report.baseline?.findings ?? 0;
  return objectToWeakening({ ...report, policy, now, baselineFindings, objections: [] }).filter(
    ({ level }) => level !== 'note',
  );
}

function reportUnder(
  report: RunReport,
  { input, verdict }: { readonly input: DecideInput; readonly verdict: Verdict },
): RunReport {
  const { lock: _lock, lockAtBase: _lockAtBase, ...rest } = report;
  return { ...rest, plan: input.plan, policy: input.policy, results: input.results, verdict };
}
