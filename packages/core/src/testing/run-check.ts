import { createHarness } from './harness.ts';
import type { CheckRunOptions, CheckRunOutput } from './check-run.ts';
import type { Check } from '../model/check.ts';

export interface RunCheckOptions extends CheckRunOptions {
  /** An existing folder to run in. Default: a temporary one, removed at the end. */
  readonly cwd?: string;
}

/**
 * Runs one check once, through the engine's own run room (tools, deadline, retries, logs, artifacts), and concludes
 * it by its limits. For several runs in one folder, make a harness.
 */
export async function runCheck(check: Check, options: RunCheckOptions = {}): Promise<CheckRunOutput> {
  await using harness = await createHarness(options.cwd === undefined ? {} : { cwd: options.cwd });
  // Awaited here: the folder is removed when this function is left.
  return await harness.runCheck(check, options);
}
