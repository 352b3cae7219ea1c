import { concludeMissed } from '../parse/conclude-report.ts';
import type { Missed, ScanReport } from '../parse/scan-report.ts';

/** Adds to a report what it was to look at and does not name: it is `partial` then, as if it had said so itself. */
export function addMissed(report: ScanReport, more: readonly Missed[]): ScanReport {
  if (more.length === 0 || report.status === 'failed') return report;
  const missed = [...report.missed, ...more];
  const scope = { ...report.scope, missed: missed.length };
  const { code: _code, reason: _reason, ...facts } = report;
  return { ...facts, missed, scope, ...concludeMissed(missed, scope) };
}
