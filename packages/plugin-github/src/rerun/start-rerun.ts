import type { RerunCalls } from './rerun-calls.ts';

/**
 * Makes the one call. A refusal is final; when the answer was lost it is asked whether there is a second attempt now, for
 * a call that is made again could be a rerun of the rerun. Gives what stood against it, or nothing.
 */
export async function startRerun(calls: RerunCalls, runId: number): Promise<string | undefined> {
  const answer = await calls.rerun(runId);
  if (answer.ok) return undefined;
  const { kind, message } = answer.fault;
  if (kind !== 'server' && kind !== 'network' && kind !== 'timeout') return message;
  const again = await calls.run(runId);
  return again.ok && again.data.run_attempt > 1 ? undefined : message;
}
