import { markProblems } from '../findings/mark-problems.ts';
import type { CheckResult } from '../model/result.ts';

/** The results of a run with the problems marked that several of them saw. */
export function markResults(results: readonly CheckResult[]): readonly CheckResult[] {
  const lists = markProblems(results.map(({ findings }) => findings));
  return results.map((result, index) => ({ ...result, findings: lists[index] ?? result.findings }));
}
