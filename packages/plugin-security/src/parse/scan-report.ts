import type { Finding, Scope } from '@sluice/core';

/**
 * Why a report is no whole evidence. `incomplete` leaves what was read standing; with any other code nothing can be
 * concluded, whatever was read.
 */
export type ReportFault =
  | 'unreadable'
  | 'empty'
  | 'too-large'
  | 'not-text'
  | 'not-json'
  | 'too-deep'
  | 'wrong-tool'
  | 'unknown-shape'
  | 'nothing-scanned'
  | 'scan-failed'
  | 'incomplete';

/** Something that a scan was to look at and did not: a file, a package, a record of the report. */
export interface Missed {
  readonly kind: 'file' | 'package' | 'record';
  readonly name: string;
  readonly reason: string;
}

/**
 * What a scanner's report says, in Sluice's words; JSON-safe. `read` is the number of records in the report, those
 * that are suppressed or say that all is well included. `status` is `complete` when the report is evidence about all
 * that was asked; `partial` when something was missed (`missed` names it); `failed` when nothing can be concluded.
 * The last two have a `code` and a `reason`.
 */
export interface ScanReport {
  readonly tool: string;
  readonly read: number;
  readonly status: 'complete' | 'partial' | 'failed';
  readonly code?: ReportFault;
  readonly reason?: string;
  readonly findings: readonly Finding[];
  readonly missed: readonly Missed[];
  readonly scope: Scope;
}

/** What a reader can be told. */
export interface ReadOptions {
  /** Absolute folder that paths become relative to. Without it, absolute paths stay as the tool wrote them. */
  readonly cwd?: string;
  /** Called with each raw secret that the report holds, so that it can be masked elsewhere; no reader keeps one. */
  readonly secret?: (value: string) => void;
}
