import type { Finding, Scope } from '@sluice/core';
import type { Missed, ReportFault, ScanReport } from './scan-report.ts';

/** A report from which nothing can be concluded. */
export function failedReport(
  tool: string,
  fault: { readonly code: ReportFault; readonly reason: string },
  read: Partial<Pick<ScanReport, 'read' | 'findings' | 'missed' | 'scope'>> = {},
): ScanReport {
  const scope: Scope = { unit: 'records', seen: 0, missed: 0, detail: [] };
  return { tool, read: 0, status: 'failed', ...fault, findings: [], missed: [], scope, ...read };
}

/** What a reader found out about a report that has the right shape. */
export interface ReadFacts {
  readonly tool: string;
  readonly read: number;
  readonly findings: readonly Finding[];
  readonly missed: readonly Missed[];
  /** What the scan looked at, in `unit`, without what it missed. */
  readonly seen: number;
  readonly unit: string;
  readonly detail?: readonly string[];
  /** True where the report names all that it looked at, so that to have seen nothing means that nothing was scanned. */
  readonly isSeenCounted: boolean;
}

/** Concludes a report: nothing seen is `failed`, something missed is `partial`. */
export function concludeReport({ seen, unit, detail = [], isSeenCounted, ...facts }: ReadFacts): ScanReport {
  const { tool, read, findings, missed } = facts;
  const scope: Scope = { unit, seen, missed: missed.length, detail };
  if (isSeenCounted && seen === 0) {
    const why = missed.length === 0 ? 'it names none' : missedWords(missed, unit);
    return failedReport(
      tool,
      { code: 'nothing-scanned', reason: `no ${unit} were scanned: ${why}` },
      { read, findings, missed, scope },
    );
  }
  return { tool, read, findings, missed, scope, ...concludeMissed(missed, scope) };
}

/** What a report is that saw something and missed this. */
export function concludeMissed(
  missed: readonly Missed[],
  { unit, seen }: Pick<Scope, 'unit' | 'seen'>,
): Pick<ScanReport, 'status' | 'code' | 'reason'> {
  if (missed.length === 0) return { status: 'complete' };
  return { status: 'partial', code: 'incomplete', reason: missedWords(missed, unit, seen) };
}

const SHOWN = 3;

function missedWords(missed: readonly Missed[], unit: string, seen?: number): string {
  const total = seen === undefined ? '' : ` of ${seen + missed.length}`;
  const what =
    missed.length === 1 && seen === undefined ? unit.replace(/ies$/u, 'y').replace(/s$/u, '') : unit;
  const names = missed.slice(0, SHOWN).map(({ name, reason }) => `${name} (${reason})`);
  const more = missed.length > SHOWN ? ` and ${missed.length - SHOWN} more` : '';
  return `${missed.length}${total} ${what} not scanned: ${names.join(', ')}${more}`;
}
