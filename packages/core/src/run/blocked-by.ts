import type { PlannedCheck } from '../model/plan.ts';
import type { CheckResult } from '../model/result.ts';

/** True when others may build on it: a success, or a failure that a waiver accepts. */
export function isSatisfied(result: CheckResult): boolean {
  if (result.conclusion === 'success') return true;
  return result.conclusion === 'failure' && result.waiver !== undefined;
}

/**
 * Which need keeps a check from running, in words; undefined when none does. A need of any level counts, for what
 * it should have made or proved is not there.
 *
 * A need that was skipped as not affected or disabled does not block: nothing it looks at has changed, or somebody
 * decided in the open to do without it. Every other skip blocks: no permission, a need of its own that failed, and
 * not selected, which planning turns into a skip of the check itself. So does a need that is not in the plan.
 */
export function blockedBy(
  planned: PlannedCheck,
  results: ReadonlyMap<string, CheckResult>,
): string | undefined {
  for (const need of planned.needs) {
    const result = results.get(need);
    if (result === undefined) return `needs ${need}, which is not in the plan`;
    if (isSatisfied(result) || result.skip === 'not-affected' || result.skip === 'disabled') continue;
    return `needs ${need}, which was ${wordsOf(result)}`;
  }
  return undefined;
}

/** The same for the phase: the first required preflight check that is not a success, in words. */
export function blockedByPreflight(result: CheckResult): string | undefined {
  if (result.phase !== 'preflight' || result.level !== 'required' || isSatisfied(result)) return undefined;
  if (result.skip === 'not-affected' || result.skip === 'disabled' || result.skip === 'not-selected')
    return undefined;
  return `preflight check ${result.id} was ${wordsOf(result)}`;
}

function wordsOf({ conclusion, skip }: CheckResult): string {
  return conclusion === 'skipped' && skip !== undefined ? `skipped (${skip})` : conclusion.replace('_', ' ');
}
