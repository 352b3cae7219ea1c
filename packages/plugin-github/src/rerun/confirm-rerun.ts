import type { Answer } from '../client/answer.ts';
import type { Decision } from './decision.ts';
import { factsOfRun } from './facts-of-run.ts';
import { findTip } from './find-tip.ts';
import { refuseRun } from './refuse-run.ts';
import { refuseTip } from './refuse-tip.ts';
import type { RerunCalls } from './rerun-calls.ts';

/**
 * Asks once more, right before the call: to read the logs may have taken minutes, in which somebody ran it again or pushed. What
 * has not changed is answered by its ETag and costs nothing. Gives what stands against it now.
 */
export async function confirmRerun(
  calls: RerunCalls,
  runId: number,
  nowMs: number,
): Promise<Answer<Decision | undefined>> {
  const run = await calls.run(runId);
  if (!run.ok) return run;
  const refused = refuseRun(factsOfRun(run.data), nowMs);
  if (refused !== undefined) return { ok: true, data: refused };
  const tip = await findTip(calls, run.data);
  return tip.ok ? { ok: true, data: refuseTip(run.data.head_sha, tip.data.sha) } : tip;
}
