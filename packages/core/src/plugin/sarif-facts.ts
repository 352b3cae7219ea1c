import { readSarif } from './read-sarif.ts';
import type { ReadReport, ReportSubject } from './report-facts.ts';
import { reportPath } from './report-path.ts';

/**
 * Reads the SARIF report of a command: each result that is a failure is a finding. A log without runs, a run without
 * results (SARIF's way to say that nothing was scanned) or one that says it did not succeed is no evidence.
 */
export function sarifFacts(text: string, subject: ReportSubject): ReadReport {
  let log: unknown;
  try {
    // Windows tools write a byte order mark.
    log = JSON.parse(text.replace(/^\uFEFF/u, ''));
  } catch (error) {
    return { fault: `is not JSON: ${(error as Error).message}` };
  }
  const { results, fault } = readSarif(log, {
    name: subject.name,
    pathOf: (written) => reportPath(written, subject),
  });
  if (fault !== undefined) return { fault: fault.reason };
  const findings = results.map(({ finding }) => finding);
  return { findings, metrics: { results: findings.length }, summary: `${findings.length} results` };
}
