import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunReport } from '../model/report.ts';
import { locateRun, type LocateRunInput } from './locate-run.ts';

/** A recorded run, held to its schema. Throws RUN_NOT_FOUND or RUN_UNREADABLE: a damaged run is no evidence. */
export async function readRun(
  input: LocateRunInput,
): Promise<{ readonly report: RunReport; readonly dir: string }> {
  const { dir } = await locateRun(input);
  const file = join(dir, 'report.json');
  const { parseRunReport } = await import('../report/run-report-schema.ts');
  return { report: parseRunReport(await readFile(file, 'utf8'), file), dir };
}
