import type { RunReport, TriageEntry } from '../model/report.ts';
import type { PlannedRun } from './judge.ts';

/** What the machines that ran the chosen checks said of their failures: their logs are not here. */
export function partsTriage(
  chosen: readonly PlannedRun[],
  reports: readonly RunReport[],
): readonly TriageEntry[] | undefined {
  const entries = chosen.flatMap(({ planned, run }) => {
    const report = reports.find(({ results }) => results.some((result) => result === run));
    return report?.triage?.filter(({ id }) => id === planned.id) ?? [];
  });
  return entries.length > 0 ? entries : undefined;
}
