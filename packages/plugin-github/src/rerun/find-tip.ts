import type { Answer } from '../client/answer.ts';
import type { RemotePull, RemoteRun, RerunCalls } from './rerun-calls.ts';

/** Where the branch of a run is now, and its pull request, if it is of one. */
export interface Tip {
  /** Null when the branch is gone or the pull request is closed. */
  readonly sha: string | null;
  readonly pull?: number;
}

/**
 * Looks up where the branch of a run is. Of a fork's run GitHub names no pull request, and by its commit does not always
 * find it; then it is looked for by owner and branch.
 */
export async function findTip(calls: RerunCalls, run: RemoteRun): Promise<Answer<Tip>> {
  if (run.event !== 'pull_request') {
    if (run.head_branch === null) return { ok: true, data: { sha: null } };
    const branch = await calls.branch(run.head_branch);
    if (branch.ok) return { ok: true, data: { sha: branch.data } };
    return branch.fault.kind === 'not-found' ? { ok: true, data: { sha: null } } : branch;
  }
  const [named] = run.pull_requests ?? [];
  if (named !== undefined) {
    const pull = await calls.pull(named.number);
    return pull.ok ? { ok: true, data: tipOf(pull.data) } : pull;
  }
  const byCommit = await calls.pullsOfCommit(run.head_sha);
  if (!byCommit.ok) return byCommit;
  const found = byCommit.data.find(({ state, head }) => state === 'open' && head.sha === run.head_sha);
  if (found !== undefined) return { ok: true, data: tipOf(found) };
  const owner = run.head_repository?.owner.login;
  if (owner === undefined || run.head_branch === null) return { ok: true, data: { sha: null } };
  const byHead = await calls.pullsOfHead(owner, run.head_branch);
  if (!byHead.ok) return byHead;
  const [open] = byHead.data;
  return { ok: true, data: open === undefined ? { sha: null } : tipOf(open) };
}

function tipOf({ number, state, head }: RemotePull): Tip {
  return { sha: state === 'open' ? head.sha : null, pull: number };
}
