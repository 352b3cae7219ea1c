import type { PlannedCheck } from '../model/plan.ts';
import type { CheckResult } from '../model/result.ts';

/** A machine that was not asked for a check says nothing about it, nor does one that skipped what the plan skips. */
export function saysNothingOf({ decision }: PlannedCheck, { skip }: Pick<CheckResult, 'skip'>): boolean {
  return skip === 'not-selected' || (decision === 'skip' && skip !== undefined);
}
