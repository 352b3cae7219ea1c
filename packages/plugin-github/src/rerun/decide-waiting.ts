import type { Decision, Need } from './decision.ts';
import type { LedgerEntry } from './ledger.ts';
import { refuseRun } from './refuse-run.ts';
import { refuseTip } from './refuse-tip.ts';
import type { RunFacts } from './rerun-facts.ts';

const HOUR_MS = 3_600_000;
const MOST_HOURS = 6;

/** What is known of a run on the waiting list. */
export interface WaitingFacts {
  readonly entry: LedgerEntry;
  readonly run: RunFacts;
  readonly nowMs: number;
  readonly tip?: string | null;
  /** Whether a newer run got through where this one failed. */
  readonly hasPassed?: boolean;
  /** Whether as many runs were run again today as may be. */
  readonly isDayFull: boolean;
}

/** Whether a run that waits for a host is run again now, waits on, or is given up. */
export function decideWaiting(facts: WaitingFacts): Decision | Need {
  const { entry, run, nowMs, tip, hasPassed, isDayFull } = facts;
  const refused = refuseRun(run, nowMs);
  if (refused !== undefined) return refused;
  if (tip === undefined) return { kind: 'need', what: 'tip' };
  const moved = refuseTip(run.headSha, tip);
  if (moved !== undefined) return moved;
  if (hasPassed === undefined) return { kind: 'need', what: 'jobs' };
  const host = entry.hosts.join(', ');
  if (hasPassed && !isDayFull)
    return { kind: 'rerun', reason: 'host-passed', words: `A newer run has passed ${host}.` };
  if (nowMs - Date.parse(entry.at) >= MOST_HOURS * HOUR_MS)
    return { kind: 'no', reason: 'gave-up', words: `${host} has not come back in ${MOST_HOURS} hours.` };
  return { kind: 'wait', reason: 'host-down', words: `No newer run has passed ${host} yet.` };
}
