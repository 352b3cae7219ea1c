import { claimRun } from './claim-run.ts';
import type { RerunContext } from './rerun-context.ts';

/**
 * Makes the one call. A refusal is final; when the answer was lost it is asked whether there is a second attempt now, for
 * a call that is made again could be a rerun of the rerun. Gives what stood against it, or nothing.
 */
export async function startRerun(context: RerunContext, runId: number): Promise<string | undefined> {
  const { calls } = context;
  const letGo = await claimRun(context, runId);
  if (letGo === undefined) return 'Somebody has taken it up already.';
  const answer = await calls.rerun(runId);
  if (answer.ok) return undefined;
  const { kind, message } = answer.fault;
  if (kind !== 'server' && kind !== 'network' && kind !== 'timeout') {
    await letGo().catch(() => undefined);
    return message;
  }
  // It stays taken up: GitHub may begin with it later, and nobody is to make a second call.
  const again = await calls.run(runId);
  return again.ok && again.data.run_attempt > 1 ? undefined : message;
}
