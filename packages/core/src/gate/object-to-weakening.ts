import type { Objection } from '../model/verdict.ts';
import { objection, type DecideInput } from './decide-input.ts';
import { makeLock } from './lock.ts';
import { weakeningsOf } from './weakenings.ts';

/**
 * Objections to a change that makes the gate promise less than the lock of the commit compared with: one for each
 * weakening, at the level of `policy.weakening`. Where that lock could not be read, the objection says so: nobody
 * can then tell whether the gate is as strict as before.
 */
export function objectToWeakening(input: DecideInput): readonly Objection[] {
  const { lockAtBase, lock, plan, policy, baselineFindings = 0 } = input;
  if (lockAtBase === undefined) return [];
  const { base, lock: before, unread } = lockAtBase;
  const level = policy.weakening === 'block' ? 'block' : 'warn';
  const at = base === undefined ? '' : ` at ${base.slice(0, 7)}`;
  if (before === undefined) {
    const message = `whether this change loosens the gate is not known: ${unread ?? 'no lock was read'}${at}`;
    return [objection(level === 'block' ? 'warn' : 'note', 'lock-at-base', message)];
  }
  // A run that never planned has problems to tell; every check would be gone from it.
  if (plan.checks.length === 0) return [];
  const gone = lock === undefined ? ['ci.lock.json is gone'] : [];
  const now = makeLock({ plan, policy, baselineFindings, tools: {} });
  return [...gone, ...weakeningsOf(before, now)].map((message) =>
    objection(level, 'policy-weakened', message),
  );
}
