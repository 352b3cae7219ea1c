import { dirname } from 'node:path';
import { findConfig } from '../config/find.ts';
import { findRun, type RunFolder } from '../state/run-folder.ts';
import { locateStateDir } from '../state/state-dir.ts';

export interface LocateRunInput {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** `latest`, a run's id, or its folder. */
  readonly run: string;
}

/** The folder of a recorded run, by one of the files that make it one. Throws RUN_NOT_FOUND, or RUN_UNREADABLE for a run that was not finished. */
export async function locateRun(
  { cwd, env, run }: LocateRunInput,
  marks?: readonly string[],
): Promise<RunFolder> {
  const config = await findConfig(cwd);
  return findRun(locateStateDir({ cwd: config === undefined ? cwd : dirname(config), env }), run, marks);
}
