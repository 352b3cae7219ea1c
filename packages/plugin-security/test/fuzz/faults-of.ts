import { readBanditReport } from '../../src/parse/bandit-json.ts';
import { readGitleaksReport } from '../../src/parse/gitleaks-json.ts';
import { readOpenVex } from '../../src/parse/openvex-json.ts';
import { readPipAuditReport } from '../../src/parse/pip-audit-json.ts';
import { readSarifReport } from '../../src/parse/sarif-json.ts';
import type { ScanReport } from '../../src/parse/scan-report.ts';
import { readTrivyReport } from '../../src/parse/trivy-json.ts';
import { assessSeverity } from '../../src/severity/assess-severity.ts';

export const READERS = {
  bandit: readBanditReport,
  'pip-audit': readPipAuditReport,
  gitleaks: readGitleaksReport,
  trivy: readTrivyReport,
  sarif: readSarifReport,
};

const SEVERITIES = new Set(['critical', 'high', 'medium', 'low', 'info', 'unknown']);
const KINDS = new Set(['code', 'dependency', 'secret', 'misconfig', 'license', 'eol']);
// eslint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E]/u;
const LONGEST = 2100;

/** Runs every reader on an input, and says what is wrong with what they give; nothing when all is as promised. */
export function faultsOf(input: string): readonly string[] {
  const faults: string[] = [];
  for (const [name, read] of Object.entries(READERS)) {
    try {
      const report = read(input, { cwd: '/repo', secret: () => {} });
      faults.push(
        ...faultsOfReport({ ...report, findings: assessSeverity(report.findings) }).map(
          (fault) => `${name}: ${fault}`,
        ),
      );
    } catch (error) {
      faults.push(`${name} threw ${String(error)}`);
    }
  }
  try {
    const { status, reason, statements } = readOpenVex(input);
    if (status === 'failed' && (reason === undefined || statements.length > 0))
      faults.push('openvex: failed, and states');
  } catch (error) {
    faults.push(`openvex threw ${String(error)}`);
  }
  if ('polluted' in {}) faults.push('a prototype was polluted');
  return faults;
}

function faultsOfReport(report: ScanReport): readonly string[] {
  const { status, reason, code, findings, read, missed, scope } = report;
  const faults: string[] = [];
  const hold = (isTrue: boolean, fault: string): void => void (isTrue || faults.push(fault));
  hold(['complete', 'partial', 'failed'].includes(status), `status ${status}`);
  hold((status === 'complete') === (reason === undefined), `${status} with reason ${reason}`);
  hold((status === 'complete') === (code === undefined), `${status} with code ${code}`);
  hold(status !== 'complete' || missed.length === 0, 'complete, and missed something');
  hold(Number.isSafeInteger(read) && read >= 0, `read ${read}`);
  hold(Number.isSafeInteger(scope.seen) && scope.seen >= 0, `seen ${scope.seen}`);
  for (const { severity, kind, ruleId, message, location } of findings) {
    hold(SEVERITIES.has(severity), `severity ${severity}`);
    hold(KINDS.has(kind), `kind ${kind}`);
    hold(typeof ruleId === 'string' && ruleId.includes('/'), `rule ${ruleId}`);
    hold(typeof message === 'string' && message !== '', `message ${message}`);
    hold(location?.line === undefined || location.line >= 1, `line ${location?.line}`);
  }
  forEachText(report, (text) => {
    hold(text.length <= LONGEST, `a text of ${text.length} characters`);
    hold(!CONTROL.test(text), `a control in ${JSON.stringify(text.slice(0, 80))}`);
  });
  return faults;
}

function forEachText(value: unknown, visit: (text: string) => void): void {
  if (typeof value === 'string') visit(value);
  else if (typeof value === 'object' && value !== null)
    for (const inner of Object.values(value)) forEachText(inner, visit);
}
