import { CONCLUSIONS } from '../model/conclusion.ts';
import type { Finding } from '../model/finding.ts';
import type { PlannedCheck } from '../model/plan.ts';
import type { ResolvedPolicy, Waiver } from '../model/policy.ts';
import type { RunReport } from '../model/report.ts';
import type { CheckResult } from '../model/result.ts';
import type { Objection, Verdict } from '../model/verdict.ts';
import { conclude } from './conclude.ts';
import type { DecideInput } from './decide-input.ts';
import { decide } from './decide.ts';

/** The part of a report that a verdict depends on. */
export type Evidence = Pick<
  RunReport,
  | 'plan'
  | 'results'
  | 'policy'
  | 'lock'
  | 'lockAtBase'
  | 'baseline'
  | 'startedAt'
  | 'verdict'
  | 'problems'
  | 'end'
  | 'trigger'
>;

/** Applies waivers anew: `applyWaivers`. Needed only where the policy is not the recorded one. */
export type Finish = (
  findings: readonly Finding[],
  input: { readonly waivers: readonly Waiver[]; readonly now: string; readonly checkId: string },
) => readonly Finding[];

/** What a recorded run is decided from, with plugins' objections as recorded. */
export function inputOf(report: Evidence, policy: ResolvedPolicy = report.policy): DecideInput {
  const { plan, results, lock, lockAtBase, baseline, startedAt, verdict, problems, end, trigger } = report;
  return {
    plan,
    results,
    policy,
    ...(lock === undefined ? {} : { lock }),
    ...(lockAtBase === undefined ? {} : { lockAtBase }),
    ...(baseline === undefined ? {} : { baselineFindings: baseline.findings }),
    now: startedAt,
    objections: verdict.objections.filter(isGiven),
    problems,
    end,
    event: trigger.event,
  };
}

/** Objections that no result gives: those of plugins, and the gate's to what other machines left. */
function isGiven({ source, rule }: Objection): boolean {
  return source !== 'gate' || rule === 'part';
}

/**
 * The verdict of a recorded run, computed anew from its evidence: every result concluded again from its attempts, then
 * decided. Under another policy it says what that one would have decided, given the recorded levels and limits of the
 * plan; `finish` then applies its waivers. What plugins objected is taken as recorded.
 */
export function decideAgain(
  report: Evidence,
  policy: ResolvedPolicy = report.policy,
  finish: Finish = (findings) => findings,
): { readonly verdict: Verdict; readonly results: readonly CheckResult[] } {
  const input = inputOf(report, policy);
  const planned = new Map(input.plan.checks.map((check) => [check.id, check]));
  const results = input.results.map((result) => {
    const findings = finish(result.findings, { waivers: policy.waivers, now: input.now, checkId: result.id });
    return concludeAgain({ ...result, findings }, planned.get(result.id), input);
  });
  return { verdict: decide({ ...input, results }), results };
}

/**
 * A recorded result, concluded anew from its last attempt. One that is not planned, or whose conclusion this version
 * does not know, stays as it is, and blocks.
 */
export function concludeAgain(
  result: CheckResult,
  planned: PlannedCheck | undefined,
  { policy, now, event }: Pick<DecideInput, 'policy' | 'now' | 'event'>,
): CheckResult {
  if (planned === undefined || !CONCLUSIONS.includes(result.conclusion)) return result;
  const { id, startedAt, durationMs, attempts, artifacts, skip, reason, findings, cached, cache } = result;
  const run = {
    id,
    startedAt,
    durationMs,
    attempts,
    artifacts,
    ...(skip === undefined ? {} : { skip }),
    ...(reason === undefined ? {} : { reason }),
  };
  const again = conclude(planned, run, { findings, policy, now, ...(event === undefined ? {} : { event }) });
  return { ...again, ...(cached === undefined ? {} : { cached }), ...(cache === undefined ? {} : { cache }) };
}
