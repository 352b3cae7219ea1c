import type { Answer } from '@sluice/plugin-github/client';
import type { AlertState } from '../alert/alert-state.ts';
import type { HealthDocument } from '../figures/health-document.ts';
import type { IssueCalls, IssueChange, RemoteIssue } from './issue-calls.ts';
import {
  issueBody,
  lastTransition,
  MARKER,
  TITLE,
  transitionComment,
  type Transition,
} from './issue-text.ts';

const WEEK_MS = 7 * 24 * 60 * 60 * 1000;

export interface IssueInput {
  readonly calls: IssueCalls;
  readonly alert: AlertState;
  readonly health: HealthDocument;
}

/** What was done to the issue, and whether GitHub has it as it should be. */
export interface IssueOutcome {
  readonly did: 'nothing' | 'created' | 'updated' | 'reopened' | 'closed';
  readonly number?: number;
  readonly url?: string;
  /** Read back after it was written; false when GitHub has something else. */
  readonly isVerified: boolean;
}

const NOTHING: Answer<IssueOutcome> = { ok: true, data: { did: 'nothing', isVerified: true } };

/**
 * Makes the repository's one issue be as the state of the alert says. Each call is decided by what GitHub has, not by
 * what was done last, so a process that was killed between two calls is carried on by the next one, and whatever was done
 * by hand is respected: an issue that a person closed while the alert lasts stays closed.
 */
export async function keepIssue(input: IssueInput): Promise<Answer<IssueOutcome>> {
  const { calls, alert } = input;
  const listed = await calls.list();
  if (!listed.ok) return listed;
  const own = listed.data.filter(({ body }) => body?.includes(MARKER) === true);
  const open = await singleOpen(calls, own);
  if (!open.ok) return open;
  if (alert.state === 'watch') return NOTHING;
  if (alert.state === 'ok') return open.data === undefined ? NOTHING : close(input, open.data);
  if (open.data !== undefined) return update(input, open.data);
  const [closed] = own.toSorted((a, b) => closedMs(b) - closedMs(a));
  if (closed === undefined || alert.sinceMs - closedMs(closed) > WEEK_MS) return create(input);
  // Closed after the alert began, which only a person does.
  if (closedMs(closed) >= alert.sinceMs) return NOTHING;
  return reopen(input, closed);
}

function closedMs({ closed_at: at }: RemoteIssue): number {
  return at === null || at === undefined ? 0 : Date.parse(at);
}

/** Of two that were made at once the older one stays. */
async function singleOpen(
  calls: IssueCalls,
  own: readonly RemoteIssue[],
): Promise<Answer<RemoteIssue | undefined>> {
  const [first, ...rest] = own
    .filter(({ state }) => state === 'open')
    .toSorted((a, b) => a.number - b.number);
  for (const { number } of rest) {
    const closed = await calls.update(number, { state: 'closed', state_reason: 'not_planned' });
    if (!closed.ok) return closed;
  }
  return { ok: true, data: first };
}

/** A create whose answer was lost may have been done: what GitHub lists then decides, and not the answer. */
async function create({ calls, health }: IssueInput): Promise<Answer<IssueOutcome>> {
  const label = await calls.makeLabel();
  if (!label.ok) return label;
  const body = issueBody(health);
  const created = await calls.create(TITLE, body);
  const listed = await calls.list();
  if (!listed.ok) return created.ok ? listed : created;
  const open = await singleOpen(
    calls,
    listed.data.filter((one) => one.body?.includes(MARKER) === true),
  );
  if (!open.ok) return open;
  const kept = open.data ?? (created.ok ? created.data : undefined);
  if (kept === undefined) return created.ok ? NOTHING : created;
  return verified(calls, kept.number, { did: 'created', change: { body, state: 'open' } });
}

async function update({ calls, health }: IssueInput, open: RemoteIssue): Promise<Answer<IssueOutcome>> {
  // The comment of a reopening may be missing when the process was killed after it.
  const told = await tellOnce({ calls, health }, open.number, 'reopened', 'closed');
  if (!told.ok) return told;
  const body = issueBody(health);
  if (isSame(open.body, body)) return outcome(open, 'nothing', true);
  return change(calls, open.number, { did: 'updated', change: { body } });
}

async function reopen(input: IssueInput, closed: RemoteIssue): Promise<Answer<IssueOutcome>> {
  const body = issueBody(input.health);
  const reopened = await input.calls.update(closed.number, { body, state: 'open', state_reason: 'reopened' });
  if (!reopened.ok) return reopened;
  const told = await tellOnce(input, closed.number, 'reopened');
  if (!told.ok) return told;
  return verified(input.calls, closed.number, { did: 'reopened', change: { body, state: 'open' } });
}

async function close(input: IssueInput, open: RemoteIssue): Promise<Answer<IssueOutcome>> {
  // The comment first: closed without a word would stay so when the process is killed between the two.
  const told = await tellOnce(input, open.number, 'closed');
  if (!told.ok) return told;
  const body = issueBody(input.health);
  return change(input.calls, open.number, {
    did: 'closed',
    change: { body, state: 'closed', state_reason: 'completed' },
  });
}

/** Comments on a transition unless the last comment on one is of it already; with `after`, only when it is of that. */
async function tellOnce(
  { calls, health }: Pick<IssueInput, 'calls' | 'health'>,
  number: number,
  transition: Transition,
  after?: Transition,
): Promise<Answer<unknown>> {
  const comments = await calls.comments(number);
  if (!comments.ok) return comments;
  const last = lastTransition(comments.data);
  if (last === transition || (after !== undefined && last !== after)) return { ok: true, data: undefined };
  return calls.comment(number, transitionComment(transition, health));
}

interface Written {
  readonly did: IssueOutcome['did'];
  readonly change: IssueChange;
}

async function change(calls: IssueCalls, number: number, written: Written): Promise<Answer<IssueOutcome>> {
  const answer = await calls.update(number, written.change);
  return answer.ok ? verified(calls, number, written) : answer;
}

/** Reads back what was written: an answer that says it was done is not the thing itself. */
async function verified(
  calls: IssueCalls,
  number: number,
  { did, change: wanted }: Written,
): Promise<Answer<IssueOutcome>> {
  const answer = await calls.get(number);
  if (!answer.ok) return answer;
  const { state, body } = answer.data;
  return outcome(answer.data, did, (wanted.state ?? state) === state && isSame(body, wanted.body ?? ''));
}

function outcome(
  { number, html_url: url }: RemoteIssue,
  did: IssueOutcome['did'],
  isVerified: boolean,
): Answer<IssueOutcome> {
  return { ok: true, data: { did, number, url, isVerified } };
}

/** GitHub gives line ends as a browser sends them. */
function isSame(one: string | null | undefined, other: string): boolean {
  return (one ?? '').replaceAll('\r\n', '\n').trimEnd() === other.trimEnd();
}
