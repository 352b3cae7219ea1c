import type { CheckContext, CheckOutcome, Finding } from '@sluice/core';
import { assessSeverity, countWords } from '@sluice/plugin-security/reports';
import type { Database } from '../trivy/database.ts';
import type { ImageReport } from './read-image-report.ts';
import type { ScanOptions } from './scan-limits.ts';

/** A report, and what bears on how much it is worth. */
export interface ScanFacts {
  readonly report: ImageReport;
  readonly scan: ScanOptions;
  /** Undefined where no vulnerabilities were looked for. */
  readonly database: Database | undefined;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Makes an outcome of a report. Packages that Trivy does not recognise, and a database of last month, give a clean
 * report of an image with holes: both are `errored`, with what was found all the same.
 */
export function concludeScan(
  ctx: Pick<CheckContext, 'finding'>,
  { report, scan, database }: ScanFacts,
): CheckOutcome {
  const packageWords = `${report.packages} package${report.packages === 1 ? '' : 's'}`;
  const findings = assessSeverity(report.findings).map((finding) => ctx.finding(finding));
  const detail = [
    ...(database === undefined ? ['vulnerabilities not looked for, by option'] : database.detail),
    packageWords,
    ...unfixedWords(findings, scan),
    ...report.scope.detail,
  ];
  const facts = {
    findings,
    scope: { ...report.scope, detail },
    metrics: {
      read: report.read,
      packages: report.packages,
      ...(database === undefined ? {} : { dbAgeMs: database.ageMs }),
    },
  };
  const reason = whyNoEvidence({ report, scan, database });
  if (reason !== undefined) return { status: 'errored', reason, ...facts };
  const summary = `${packageWords}${database === undefined ? '' : `, ${database.detail[0]}`} · ${countWords(findings)}`;
  return { status: 'completed', summary, ...facts };
}

function whyNoEvidence({ report, scan, database }: ScanFacts): string | undefined {
  if (report.status !== 'complete') return reportWords(report);
  if (database === undefined) return undefined;
  if (report.packages === 0 && !scan.allowNoPackages)
    return 'trivy recognises no package in this image, so nothing is known of its vulnerabilities (the option scan.allowNoPackages accepts that)';
  if (database.ageMs <= scan.maxDbAgeMs) return undefined;
  const days = Math.floor(database.ageMs / DAY_MS);
  return `the database of vulnerabilities is ${days} days old, of ${database.updatedAt.slice(0, 10)}: what became known since is not in it (the option scan.maxDbAgeMs says how old it may be)`;
}

/** A reader speaks of the report (`is not JSON`). */
function reportWords({ reason = 'is no evidence' }: ImageReport): string {
  return reason.startsWith('is ') ? `trivy's report ${reason}` : `trivy: ${reason}`;
}

function unfixedWords(findings: readonly Finding[], { ignoreUnfixed }: ScanOptions): readonly string[] {
  const unfixed = findings.filter(({ kind, fixable }) => kind === 'dependency' && fixable !== true).length;
  if (unfixed === 0) return [];
  const words = ignoreUnfixed ? 'not counted by the limit' : 'counted';
  return [`${unfixed} without a release that mends ${unfixed === 1 ? 'it' : 'them'}, ${words}`];
}
