import type { Config } from '../config/config.ts';
import { resolvePolicy } from '../engine/read-committed.ts';
import { openPolicy } from '../engine/simulate/other-policy.ts';
import { simulateRun } from '../engine/simulate/simulate-run.ts';
import type { RunReport } from '../model/report.ts';
import { SYSTEM_ENV } from './system-env.ts';

interface DecideUnderOptions {
  /** The folder in which the config's plugins look for their checks. Default: that of the process. */
  readonly cwd?: string;
}

/**
 * A recorded run as another config decides it, as `sluice simulate` does, for `expectGate`. Nothing is run. Of waivers
 * those of the config count, and no file beside it.
 *
 * Throws a CiError with the mistakes of the config, and an Error where the run cannot be decided: a test that blocks for
 * want of evidence would show nothing.
 */
export async function decideUnder(
  report: RunReport,
  config: Config,
  { cwd = process.cwd() }: DecideUnderOptions = {},
): Promise<RunReport> {
  const policy = resolvePolicy(config.policy ?? {}, config.waivers ?? []);
  const other = await openPolicy(config, { cwd, env: SYSTEM_ENV, policy });
  const { run, decided } = await simulateRun(report, other);
  if (run.outcome === 'undecided')
    throw new Error(
      `run ${run.runId} cannot be decided under this config:\n${run.because.map((why) => `  - ${why}`).join('\n')}`,
    );
  return decided.report;
}
