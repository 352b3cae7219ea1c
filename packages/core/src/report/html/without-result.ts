import type { RunReport } from '../../model/report.ts';

/** Checks that were to run and of which nothing is known: the run ended before they did. */
export function withoutResult({ plan, results }: Pick<RunReport, 'plan' | 'results'>): readonly string[] {
  const known = new Set(results.map(({ id }) => id));
  return plan.checks.filter(({ id, decision }) => decision === 'run' && !known.has(id)).map(({ id }) => id);
}
