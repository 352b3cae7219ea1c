import { resolve } from 'node:path';
import { alert as deliver } from '../alert/alert.ts';
import { alertOptions } from '../alert/alert-options.ts';
import { readRecord } from '../deliver/read-record.ts';
import { runOutcome } from '../report/run-outcome.ts';
import type { CliCommand } from './cli-context.ts';
import { tell } from './tell.ts';

/** `sluice-github alert`: tells of a branch that is broken, or well again, by the recorded run. */
export const alert: CliCommand = async ({ from, label, branch, webhook }, context) => {
  const read = alertOptions.alert.safeParse({ label, webhook: webhook === true });
  if (!read.success || read.data === false) {
    context.err(`sluice-github: --label ${read.error?.issues[0]?.message ?? 'is invalid'}.\n`);
    return 2;
  }
  const { env, cwd } = context;
  const { run } = await readRecord(resolve(cwd, String(from)));
  const gateResult = env['GATE_RESULT'] ?? '';
  const outcome = runOutcome({ ...run, ...(gateResult === '' ? {} : { gateResult }) });
  if (outcome.kind === 'cancelled' || gateResult === 'cancelled') {
    tell(context, { said: 'a run that was cancelled says nothing of the branch' });
    return 0;
  }
  // A run that left no report, or that its job contradicts, has no words of its own.
  const isUntold = run.report === undefined || outcome.isContradicted;
  const decided = isUntold
    ? {
        results: [],
        verdict: {
          level: 'block' as const,
          objections: [
            { source: 'gate', level: 'block' as const, rule: 'no-evidence', message: outcome.title },
          ],
        },
      }
    : run.report;
  const { said, failed } = await deliver({
    env,
    decided,
    options: { alert: read.data, branches: Array.isArray(branch) ? branch.map(String) : [] },
  });
  if (said !== undefined) tell(context, { said });
  if (failed !== undefined) tell(context, { degraded: failed });
  return 0;
};
