import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ReportArgument } from '@sluice/core';
import { EVIDENCE_FILE } from '@sluice/core/reports';
import { badge } from '../report/badge.ts';
import type { ReportOptions } from '../report/report-options.ts';
import { writeSummary } from './write-summary.ts';

/**
 * What needs no token: the summary of the run, a badge beside the report, and the record that another job delivers.
 * The record is written here, by the process that decided, since a folder of runs may hold what a change put there.
 */
export async function writeFiles(
  { report, dir, env }: Pick<ReportArgument, 'report' | 'dir' | 'env'>,
  { summary }: Pick<ReportOptions, 'summary'>,
): Promise<void> {
  const shield = `${JSON.stringify(badge({ report }))}\n`;
  const record = env['SLUICE_GITHUB_RECORD'] ?? '';
  await writeFile(join(dir, 'badge.json'), shield);
  if (record !== '') {
    await mkdir(record, { recursive: true });
    await writeFile(join(record, 'badge.json'), shield);
    // Byte for byte, so that what is told of it later can be held against what the run sealed. A run whose folder could
    // not be written is told of all the same, without evidence.
    await copyFile(join(dir, 'report.json'), join(record, 'report.json')).catch(async () =>
      writeFile(join(record, 'report.json'), JSON.stringify(report)),
    );
    await copyFile(join(dir, EVIDENCE_FILE), join(record, EVIDENCE_FILE)).catch(() => undefined);
  }
  const file = env['GITHUB_STEP_SUMMARY'] ?? '';
  if (summary && file !== '') await writeSummary(file, { report }, env);
}
