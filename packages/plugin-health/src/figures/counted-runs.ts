import { distinctRuns } from '../runs/distinct-runs.ts';
import type { Run } from '../runs/run.ts';

/** Each attempt once, without those of workflows that are left out by their path or name. */
export function countedRuns(
  runs: readonly Run[],
  exclude: readonly string[],
): { readonly distinct: readonly Run[]; readonly counted: readonly Run[] } {
  const distinct = distinctRuns(runs);
  const isExcluded = ({ path, workflowName }: Run): boolean =>
    exclude.some((name) => name === path || name === workflowName);
  return { distinct, counted: distinct.filter((run) => !isExcluded(run)) };
}
