import type { Lock, LockAtBase } from '../model/lock.ts';
import type { Plan } from '../model/plan.ts';
import type { ResolvedPolicy } from '../model/policy.ts';
import type { Problem } from '../model/problem.ts';
import type { RunEnd } from '../model/report.ts';
import type { CheckResult } from '../model/result.ts';
import type { Objection } from '../model/verdict.ts';

/** All that a verdict depends on. */
export interface DecideInput {
  readonly plan: Plan;
  readonly results: readonly CheckResult[];
  readonly policy: ResolvedPolicy;
  readonly lock?: Lock;
  /** What the gate promised before this change. */
  readonly lockAtBase?: LockAtBase;
  /** How many findings the baseline accepts now. Default none. */
  readonly baselineFindings?: number;
  /** The run's start, ISO: every expiry is decided by it. */
  readonly now: string;
  /** From plugins. Only `warn` and `block` are theirs to give. */
  readonly objections: readonly Objection[];
  readonly problems: readonly Problem[];
  readonly end: RunEnd;
  /** What started the run. Not given: nothing is let off for being a pull request. */
  readonly event?: string;
}

/** True where a required check without permission is let off now, because the merge queue or the push will hold it. */
export function isDeferred({ policy, event }: Pick<DecideInput, 'policy' | 'event'>): boolean {
  return policy.noPermission === 'defer' && (event === 'pull_request' || event === 'pull_request_target');
}

/** An objection of the gate itself. */
export function objection(
  level: Objection['level'],
  rule: string,
  message: string,
  facts: Pick<Objection, 'measured' | 'limit' | 'checkId'> = {},
): Objection {
  return { source: 'gate', level, rule, ...facts, message };
}
