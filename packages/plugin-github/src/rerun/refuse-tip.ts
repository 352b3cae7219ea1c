import type { Decision } from './decision.ts';

/** The reasons that lie in where the branch is now: a rerun of what nobody waits for could cancel what somebody does. */
export function refuseTip(headSha: string, tip: string | null): Decision | undefined {
  if (tip === null)
    return { kind: 'no', reason: 'gone', words: 'Its branch is gone, or its pull request is closed.' };
  if (tip === headSha) return undefined;
  const words = `Its commit ${headSha.slice(0, 9)} is no longer the head, which is ${tip.slice(0, 9)}.`;
  return { kind: 'no', reason: 'stale', words };
}
