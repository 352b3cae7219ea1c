import type { PlannedCheck } from '../model/plan.ts';
import type { CheckResult } from '../model/result.ts';

/** A leg that was not asked for a check says nothing about it. */
export function saysNothingOf({ decision }: PlannedCheck, { skip }: Pick<CheckResult, 'skip'>): boolean {
  return skip === 'not-selected' && decision === 'run';
}
