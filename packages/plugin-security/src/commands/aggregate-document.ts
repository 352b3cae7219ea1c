import type { Finding, Objection, ScansDecision, Severity, Verdict } from '@sluice/core';
import type { ReadScan } from '../aggregate/read-scans.ts';
import type { ReportFault } from '../parse/scan-report.ts';

/** What `sluice security aggregate --json` prints. */
export interface AggregateDocument {
  /** After dedupe, most severe first; waived and suppressed ones are among them, marked. */
  readonly findings: readonly Finding[];
  /** Of those that are neither waived nor suppressed. */
  readonly counts: Readonly<Record<Severity, number>>;
  /** One for each report, in the order given; `read` is the number of records in it. */
  readonly scans: readonly {
    readonly tool: string;
    readonly file: string;
    readonly read: number;
    readonly status: 'complete' | 'partial' | 'failed';
    readonly reason?: string;
    readonly code?: ReportFault;
  }[];
  readonly verdict: Verdict['level'];
  readonly objections: readonly Objection[];
}

export function aggregateDocument(
  scans: readonly ReadScan[],
  { findings, counts, verdict }: ScansDecision,
): AggregateDocument {
  return {
    findings,
    counts,
    scans: scans.map(({ tool, file, read, status, reason, code }) => ({
      tool,
      file,
      read,
      status,
      ...(reason === undefined ? {} : { reason }),
      ...(code === undefined ? {} : { code }),
    })),
    verdict: verdict.level,
    objections: verdict.objections,
  };
}
