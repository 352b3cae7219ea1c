import type { Answer } from '@sluice/plugin-github/client';
import type { HealthDocument } from '../figures/health-document.ts';
import type { PullCalls, RemotePull } from './pull-calls.ts';
import { PULL_MARKER, PULL_TITLE, pullBody } from './pull-text.ts';

export interface PullInput {
  readonly calls: PullCalls;
  readonly health: HealthDocument;
}

/** What was done, and whether GitHub has it as it should be. */
export interface PullOutcome {
  readonly did: 'nothing' | 'opened' | 'updated';
  readonly url?: string;
  /** Read back after it was written; false when GitHub has something else. */
  readonly isVerified: boolean;
}

const NOTHING: Answer<PullOutcome> = { ok: true, data: { did: 'nothing', isVerified: true } };

/**
 * Keeps one pull request open from the branch of the report. It is found by its branch, so one that a person opened counts
 * too, and its text stays as it is. After one was closed or merged another is opened only when the branch has moved
 * since: GitHub keeps where it was, so a process that was killed between the commit and this is carried on by the next.
 */
export async function keepPull({ calls, health }: PullInput): Promise<Answer<PullOutcome>> {
  const listed = await calls.list();
  if (!listed.ok) return listed;
  const body = pullBody(health);
  const open = listed.data.find(({ state }) => state === 'open');
  if (open !== undefined) return update(calls, open, body);
  const branch = await calls.branch();
  if (!branch.ok) return branch;
  const { sha, ahead } = branch.data;
  if (ahead === 0 || listed.data.some(({ head }) => head.sha === sha)) return NOTHING;
  return create(calls, body);
}

/** An answer that was lost, or a refusal because another was faster: what GitHub lists then decides. */
async function create(calls: PullCalls, body: string): Promise<Answer<PullOutcome>> {
  const created = await calls.create(PULL_TITLE, body);
  const listed = await calls.list();
  if (!listed.ok) return created.ok ? listed : created;
  const open = listed.data.find(({ state }) => state === 'open');
  if (open !== undefined) return verified(calls, open.number, 'opened', body);
  return created.ok ? { ok: true, data: { did: 'opened', isVerified: false } } : created;
}

async function update(calls: PullCalls, open: RemotePull, body: string): Promise<Answer<PullOutcome>> {
  if (open.body?.includes(PULL_MARKER) !== true || isSame(open.body, body))
    return { ok: true, data: { did: 'nothing', url: open.html_url, isVerified: true } };
  const answer = await calls.update(open.number, body);
  return answer.ok ? verified(calls, open.number, 'updated', body) : answer;
}

async function verified(
  calls: PullCalls,
  number: number,
  did: PullOutcome['did'],
  body: string,
): Promise<Answer<PullOutcome>> {
  const answer = await calls.get(number);
  if (!answer.ok) return answer;
  const { state, body: found, html_url: url } = answer.data;
  return { ok: true, data: { did, url, isVerified: state === 'open' && isSame(found, body) } };
}

/** GitHub gives line ends as a browser sends them. */
function isSame(one: string | null | undefined, other: string): boolean {
  return (one ?? '').replaceAll('\r\n', '\n').trimEnd() === other.trimEnd();
}
