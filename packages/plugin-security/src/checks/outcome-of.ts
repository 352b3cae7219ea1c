import type { CheckContext, CheckOutcome } from '@sluice/core';
import type { ScanReport } from '../parse/scan-report.ts';
import { acceptMissed } from '../scope/accept-missed.ts';
import type { SecurityOptions } from '../options.ts';
import { countWords } from './count-words.ts';
import { judgeFindings } from './judge-findings.ts';

/** The options that decide what a report comes to. */
export type OutcomeOptions = Pick<
  SecurityOptions,
  'severity' | 'rules' | 'unknownAs' | 'unaudited' | 'allowMissed'
>;

/** What a check adds to a report. */
export interface OutcomeInput {
  readonly report: ScanReport;
  /** Added to the scope's detail: where the scan was done with, and with what. */
  readonly detail?: readonly string[];
  /** The beginning of the summary: `9 files parsed`. */
  readonly seen: (report: ScanReport) => string;
  readonly metrics?: Readonly<Record<string, number>>;
}

/**
 * Makes an outcome of a report: misses that the options accept are taken out and shown, severities assessed. A report
 * of a part is `errored` and keeps its findings: what was not looked at is never a pass.
 */
export function outcomeOf(
  ctx: Pick<CheckContext, 'finding'>,
  { report: written, detail = [], seen, metrics = {} }: OutcomeInput,
  options: OutcomeOptions,
): CheckOutcome {
  const report = acceptMissed(written, options);
  const findings = judgeFindings(report.findings, options).map((finding) => ctx.finding(finding));
  const scope = { ...report.scope, detail: [...report.scope.detail, ...detail] };
  const facts = { findings, scope, metrics: { ...metrics, read: report.read } };
  if (report.status !== 'complete') return { status: 'errored', reason: reasonOf(report), ...facts };
  return { status: 'completed', summary: `${seen(report)} · ${countWords(findings)}`, ...facts };
}

/** A reader speaks of the report (`is not JSON`), a check of its tool. */
function reasonOf({ tool, reason = 'is no evidence' }: ScanReport): string {
  return reason.startsWith('is ') ? `${tool}'s report ${reason}` : reason;
}
