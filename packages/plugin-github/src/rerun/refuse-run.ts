import type { Decision } from './decision.ts';
import type { RunFacts } from './rerun-facts.ts';

const DAY_MS = 86_400_000;
/** GitHub's own limit. */
const MOST_AGE_MS = 30 * DAY_MS;

/** The reasons that lie in the run itself, for which nothing else need be asked. */
export function refuseRun(run: RunFacts, nowMs: number): Decision | undefined {
  const no = (reason: Decision['reason'], words: string): Decision => ({ kind: 'no', reason, words });
  if (run.attempt !== 1)
    return no('not-first', `This is attempt ${run.attempt}: only the first is run again.`);
  if (run.status !== 'completed') return no('not-completed', `The run is ${run.status}.`);
  if (run.conclusion === 'cancelled') return no('cancelled', 'The run was cancelled.');
  if (run.conclusion !== 'failure')
    return no('not-failed', `The run concluded ${run.conclusion ?? 'nothing'}.`);
  const ageMs = nowMs - Date.parse(run.createdAt);
  if (!(ageMs <= MOST_AGE_MS)) return no('too-old', 'The run is older than 30 days: GitHub refuses that.');
  return undefined;
}
