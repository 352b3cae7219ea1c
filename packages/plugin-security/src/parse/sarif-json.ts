import { readSarif, type SarifReading, type SarifResult } from '@sluice/core';
import { fileURLToPath } from 'node:url';
import { concludeReport, failedReport } from './conclude-report.ts';
import { parseDocument } from './json-document.ts';
import { plainPath, plainText } from './plain-text.ts';
import { foreignReason } from './recognise-report.ts';
import { reportPath } from './report-location.ts';
import { sarifFinding } from './sarif-finding.ts';
import type { Missed, ReadOptions, ScanReport } from './scan-report.ts';

const TOOL = 'sarif';

/**
 * Reads a SARIF log of any tool, 2.1.x. Findings carry the name of the tool that made them. A log without a run, and a
 * run without results or with an invocation that did not succeed, is no whole evidence; what it found stands.
 */
export function readSarifReport(input: string | Uint8Array, options: ReadOptions = {}): ScanReport {
  const document = parseDocument(input);
  if ('code' in document) return failedReport(TOOL, document);
  const reading = readSarif(document.value, {
    name: TOOL,
    pathOf: (written) => pathOf(written, options),
  });
  const findings = reading.results.map((result) => sarifFinding(withText(result), options));
  const { fault, records: read, tools } = reading;
  if (fault === undefined || fault.code === 'incomplete') {
    return concludeReport({
      tool: TOOL,
      read,
      findings,
      missed: unreadRecords(fault),
      seen: tools.length,
      unit: 'runs',
      detail: [...new Set(tools)],
      isSeenCounted: false,
    });
  }
  const isForeign = fault.code === 'not-sarif';
  return failedReport(
    TOOL,
    {
      code: isForeign ? 'wrong-tool' : fault.code,
      reason: isForeign ? foreignReason(document.value, 'SARIF') : plainText(fault.reason),
    },
    {
      read,
      findings,
      scope: { unit: 'runs', seen: 0, missed: Math.max(1, tools.length), detail: [...new Set(tools)] },
    },
  );
}

function pathOf(written: string, { cwd }: ReadOptions): string | undefined {
  if (!/^file:/iu.test(written)) {
    // Any other scheme is no file; a drive letter is no scheme.
    return /^[a-z][a-z0-9+.-]+:\/\//iu.test(written) ? undefined : reportPath(written, cwd);
  }
  try {
    return reportPath(fileURLToPath(written, { windows: /^file:\/{2,3}[a-z]:/iu.test(written) }), cwd);
  } catch {
    return reportPath(plainPath(written.replace(/^file:\/*/iu, '/')), cwd);
  }
}

/** Texts of the log as findings may hold them. The region stays raw: what is done to it depends on the rule. */
function withText({ finding, ...rule }: SarifResult): SarifResult {
  const { suppression, helpUrl, raw } = finding;
  return {
    ...rule,
    finding: {
      ...finding,
      ruleId: plainText(finding.ruleId),
      message: plainText(finding.message) || plainText(finding.ruleId),
      ...(raw === undefined ? {} : { raw: plainText(raw, 100) }),
      ...(helpUrl === undefined ? {} : { helpUrl: plainText(helpUrl) }),
      ...(suppression === undefined
        ? {}
        : { suppression: { kind: 'in-source', reason: plainText(suppression.reason) } }),
    },
  };
}

function unreadRecords(fault: SarifReading['fault']): readonly Missed[] {
  return fault === undefined ? [] : [{ kind: 'record', name: 'a record', reason: plainText(fault.reason) }];
}
