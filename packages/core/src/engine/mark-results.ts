import type { Baseline } from '../findings/baseline.ts';
import { markProblems } from '../findings/mark-problems.ts';
import { setStates } from '../findings/set-states.ts';
import type { CheckResult } from '../model/result.ts';

/** The results of a run with the problems marked that several of them saw, and those that a baseline knows. */
export function markResults(results: readonly CheckResult[], baseline?: Baseline): readonly CheckResult[] {
  const marked = markProblems(results.map(({ findings }) => findings));
  const lists = baseline === undefined ? marked : setStates(marked, baseline).lists;
  return results.map((result, index) => ({ ...result, findings: lists[index] ?? result.findings }));
}
