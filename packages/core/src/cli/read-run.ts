import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { findConfig } from '../config/find.ts';
import type { RunReport } from '../model/report.ts';
import { findRun } from '../state/run-folder.ts';
import { locateStateDir } from '../state/state-dir.ts';

interface ReadRunInput {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** `latest`, a run's id, or its folder. */
  readonly run: string;
}

/** A recorded run, held to its schema. Throws RUN_NOT_FOUND or RUN_UNREADABLE: a damaged run is no evidence. */
export async function readRun({
  cwd,
  env,
  run,
}: ReadRunInput): Promise<{ readonly report: RunReport; readonly dir: string }> {
  const config = await findConfig(cwd);
  const state = locateStateDir({ cwd: config === undefined ? cwd : dirname(config), env });
  const { dir } = await findRun(state, run);
  const file = join(dir, 'report.json');
  const { parseRunReport } = await import('../report/run-report-schema.ts');
  return { report: parseRunReport(await readFile(file, 'utf8'), file), dir };
}
