import { createRedactor } from '@sluice/core';
import { resolve } from 'node:path';
import { judgeFindings } from '../checks/judge-findings.ts';
import { readBanditReport } from '../parse/bandit-json.ts';
import { failedReport } from '../parse/conclude-report.ts';
import { readGitleaksReport } from '../parse/gitleaks-json.ts';
import { readOpenVex, type VexStatement } from '../parse/openvex-json.ts';
import { readPipAuditReport } from '../parse/pip-audit-json.ts';
import { readSarifReport } from '../parse/sarif-json.ts';
import type { ReadOptions, ScanReport } from '../parse/scan-report.ts';
import { readTrivyReport } from '../parse/trivy-json.ts';
import { acceptMissed } from '../scope/accept-missed.ts';
import { applyVex } from '../vex/apply-vex.ts';
import type { SecurityOptions } from '../options.ts';
import { hideSecretLines } from './hide-secret-lines.ts';
import { maskFindings } from './mask-findings.ts';
import { readReportFile } from './read-report-file.ts';

/** A report of a file, ready to be judged. `id` is distinct: `security/trivy`, `security/trivy-2`. */
export interface ReadScan extends ScanReport {
  readonly id: string;
  /** As it was given. */
  readonly file: string;
}

type Reader = (input: Uint8Array, options: ReadOptions) => ScanReport;

const READERS: Readonly<Record<string, Reader>> = {
  bandit: readBanditReport,
  'pip-audit': readPipAuditReport,
  gitleaks: readGitleaksReport,
  trivy: readTrivyReport,
  sarif: readSarifReport,
};

interface ReadRequest {
  readonly reports: readonly { readonly flag: string; readonly file: string }[];
  /** Folder of relative files, absolute. */
  readonly calledFrom: string;
  /** Folder that paths of findings become relative to, absolute. */
  readonly cwd: string;
  readonly options: Pick<SecurityOptions, 'unaudited' | 'allowMissed' | 'severity' | 'rules' | 'unknownAs'>;
}

/**
 * Reads all reports, in the order given: severities assessed, what VEX documents say applied to all of them, and every
 * secret that one of them holds masked in all. Throws nothing for what a file holds or lacks.
 */
export async function readScans({
  reports,
  calledFrom,
  cwd,
  options,
}: ReadRequest): Promise<readonly ReadScan[]> {
  const redactor = createRedactor({});
  const ids = new Map<string, number>();
  const scans: ReadScan[] = [];
  const statements: VexStatement[] = [];
  for (const { flag, file } of reports) {
    const number = (ids.get(flag) ?? 0) + 1;
    ids.set(flag, number);
    const read = await readOne(resolve(calledFrom, file), flag, { cwd, secret: redactor.learn });
    statements.push(...read.statements);
    const report = acceptMissed(read.report, options);
    scans.push({ ...report, id: `security/${flag}${number === 1 ? '' : `-${number}`}`, file });
  }
  // One file's secret may be another's line, so all are known before any is looked at.
  const lists = scans.map(({ findings }) => applyVex(judgeFindings(findings, options), statements));
  const hidden = hideSecretLines(lists.flat());
  let start = 0;
  return scans.map((scan, index) => {
    const end = start + (lists[index]?.length ?? 0);
    const findings = maskFindings(hidden.slice(start, end), redactor);
    start = end;
    return { ...scan, findings };
  });
}

async function readOne(
  path: string,
  flag: string,
  options: ReadOptions,
): Promise<{ readonly report: ScanReport; readonly statements: readonly VexStatement[] }> {
  const bytes = await readReportFile(path);
  if ('code' in bytes) return { report: failedReport(flag, bytes), statements: [] };
  const reader = READERS[flag];
  if (reader !== undefined) return { report: reader(bytes, options), statements: [] };
  const { statements, notes, read, ...vex } = readOpenVex(bytes);
  const scope = { unit: 'statements', seen: statements.length, missed: notes.length, detail: notes };
  return { report: { ...vex, read, findings: [], missed: [], scope }, statements };
}
