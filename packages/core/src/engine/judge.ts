import { finishFindings } from '../findings/finish-findings.ts';
import { conclude } from '../gate/conclude.ts';
import type { PlannedCheck } from '../model/plan.ts';
import type { ResolvedPolicy } from '../model/policy.ts';
import type { CheckResult, CheckRun } from '../model/result.ts';

/** Concludes a check from its attempts: the same pure function during the run, after it, and from a recorded one. */
export type Judge = (planned: PlannedCheck, run: CheckRun) => CheckResult;

/** Binds the policy and the run's 'now', an input that the report records. */
export function createJudge({
  policy,
  now,
  event,
}: {
  readonly policy: ResolvedPolicy;
  readonly now: string;
  readonly event: string;
}): Judge {
  return (planned, run) => {
    const last = run.attempts.at(-1);
    const findings = finishFindings(last?.findings ?? [], {
      waivers: policy.waivers,
      now,
      checkId: planned.id,
    });
    return conclude(planned, run, { findings, policy, now, event });
  };
}
