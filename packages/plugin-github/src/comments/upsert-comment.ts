import type { Answer } from '../client/answer.ts';
import type { GithubClient } from '../client/github-client.ts';
import type { RepositoryName } from '../environment/github-environment.ts';
import { commentCalls, type CommentCalls, type RemoteComment } from './comment-calls.ts';
import type { CommentSection } from './comment-section.ts';
import { isOlderRun } from './is-older-run.ts';
import { parseComment } from './parse-comment.ts';
import { writeComment } from './write-comment.ts';

/** What `upsertComment` needs. */
export interface UpsertInput {
  readonly client: GithubClient;
  readonly repository: RepositoryName;
  /** Of the pull request. */
  readonly number: number;
  readonly section: CommentSection;
  /** Where the rest of a text is that had to be cut. */
  readonly runUrl: string;
  /** Whose comments are ours. Default: `github-actions[bot]`, else the account of the token. */
  readonly author?: string;
}

/** What became of the comment. `superseded`: a later run has reported there, and nothing was changed. */
export interface Upserted {
  readonly outcome: 'created' | 'updated' | 'unchanged' | 'superseded';
  readonly url: string;
}

/** Whom GitHub names as the author of what a workflow's own token writes. */
const ACTIONS = 'github-actions[bot]';

/**
 * Puts a section into the one comment that Sluice has on a pull request, and leaves the sections of others as they are.
 *
 * Only a comment of our own account is taken for ours, since anybody can write the mark. There is no call that creates
 * only where nothing is, so two at once may both create: each then looks again, and the younger comment goes. An
 * answer that was lost is no reason to create a second time.
 */
export async function upsertComment(input: UpsertInput): Promise<Answer<Upserted>> {
  const calls = commentCalls(input.client, input);
  const listed = await calls.list();
  if (!listed.ok) return listed;
  const found = await ownComments(listed.data, { input, calls });
  if (found.length === 0) return create(input, calls);
  const answer = await merge(found, { input, calls });
  // It was deleted between the two calls.
  return !answer.ok && isGone(answer) ? create(input, calls) : answer;
}

interface Context {
  readonly input: UpsertInput;
  readonly calls: CommentCalls;
}

const isGone = (answer: Answer<unknown>): boolean =>
  !answer.ok && (answer.fault.kind === 'not-found' || answer.fault.kind === 'gone');

const isMarked = ({ body }: RemoteComment): boolean => parseComment(body ?? '') !== undefined;

/** Marked comments of our account. Which account that is, is only asked where it matters. */
async function ownComments(
  all: readonly RemoteComment[],
  { input, calls }: Context,
): Promise<readonly RemoteComment[]> {
  const marked = all.filter(isMarked);
  const own = of(input.author ?? ACTIONS, marked);
  if (own.length > 0 || marked.length === 0 || input.author !== undefined) return own;
  const login = await calls.login();
  return login.ok ? of(login.data, marked) : [];
}

const of = (login: string, comments: readonly RemoteComment[]): readonly RemoteComment[] =>
  comments.filter(({ user }) => user?.login.toLowerCase() === login.toLowerCase());

async function create(input: UpsertInput, calls: CommentCalls): Promise<Answer<Upserted>> {
  const created = await calls.create(writeComment([input.section], input.runUrl));
  const isRefused = !created.ok && !['server', 'network', 'timeout'].includes(created.fault.kind);
  if (isRefused) return created;
  const again = await calls.list();
  if (!again.ok) return created.ok ? done('created', created.data) : created;
  // Whoever GitHub says wrote it is who we are.
  const me = created.ok ? (created.data.user?.login ?? ACTIONS) : (input.author ?? ACTIONS);
  const own = of(me, again.data.filter(isMarked));
  const [oldest] = own;
  if (!created.ok) return oldest === undefined ? created : merge(own, { input, calls });
  return oldest === undefined || oldest.id === created.data.id
    ? done('created', created.data)
    : merge(own, { input, calls });
}

/** Writes the section into the oldest of our comments, and takes the younger ones away. */
async function merge(
  [oldest, ...younger]: readonly RemoteComment[],
  { input, calls }: Context,
): Promise<Answer<Upserted>> {
  if (oldest === undefined) return create(input, calls);
  const body = (oldest.body ?? '').replaceAll('\r\n', '\n').trimEnd();
  const sections = [oldest, ...younger].flatMap((comment) => parseComment(comment.body ?? '') ?? []);
  const newest = [...sections, input.section].reduce<readonly CommentSection[]>(withSection, []);
  const next = writeComment(newest, input.runUrl).trimEnd();
  const outcome = newest.includes(input.section) ? (next === body ? 'unchanged' : 'updated') : 'superseded';
  const written = next === body ? { ok: true as const, data: oldest } : await calls.update(oldest.id, next);
  if (!written.ok) return written;
  for (const { id } of younger) {
    const removed = await calls.remove(id);
    if (!removed.ok && !isGone(removed)) return removed;
  }
  return done(outcome, written.data);
}

/** The newer of two sections of one name stays. A report of a later run takes away what was said of an earlier one's rerun. */
function withSection(sections: readonly CommentSection[], next: CommentSection): readonly CommentSection[] {
  const same = sections.find(({ name }) => name === next.name);
  if (same !== undefined && isOlderRun(next.run, same.run)) return sections;
  const others = sections.filter(
    ({ name, run }) =>
      name !== next.name && !(name === 'auto-rerun' && next.name === 'report' && run.runId < next.run.runId),
  );
  return [...others, next];
}

function done(outcome: Upserted['outcome'], { html_url: url }: RemoteComment): Answer<Upserted> {
  return { ok: true, data: { outcome, url } };
}
