import { notFound } from '../operations/not-found.ts';
import type { ListReply, Reply } from '../operations/operation.ts';
import { PERFORM } from '../operations/perform.ts';
import { refuse } from '../operations/refuse.ts';
import { checkRequest } from '../spec/check-request.ts';
import type { FoundOperation } from '../spec/find-operation.ts';
import type { FakeState } from '../state/fake-state.ts';
import type { FakeToken } from '../state/token.ts';
import { ownName } from '../views/own-name.ts';
import { view } from '../views/view.ts';
import type { Budget } from './budget.ts';
import { mayCall } from './may-call.ts';
import { pageOf } from './page-of.ts';

export interface AnswerInput {
  readonly state: FakeState;
  readonly budget: Budget;
  readonly found: FoundOperation;
  readonly url: URL;
  readonly body: unknown;
  readonly token: FakeToken | undefined;
  readonly hasAuthorization: boolean;
  readonly accept: string;
  readonly publish: (name: string, bytes: Buffer) => string;
  readonly onViolation: (what: string) => void;
}

/** What GitHub answers: who calls first, then where, how much, what, and whether it may. */
export function answerCall(input: AnswerInput): Reply {
  const { state, budget, found, url, body, token, onViolation } = input;
  if (token === undefined)
    return refuse(401, input.hasAuthorization ? 'Bad credentials' : 'Requires authentication');
  const elsewhere = whereElse(state, found, url);
  if (elsewhere !== undefined) return elsewhere;
  if (found.id === 'rate-limit/get') return limits(budget);
  if (budget.remaining <= 0) return refuse(403, 'API rate limit exceeded for installation ID 1.');
  const wrong = checkRequest(found.operation, { path: found.path, query: url.searchParams, body });
  if (wrong.length > 0) {
    for (const what of wrong) onViolation(what);
    return refuse(422, `Invalid request: ${wrong.join('; ')}`);
  }
  if (!mayCall(state, token, found.id, found.path))
    return refuse(403, 'Resource not accessible by integration');
  const reply = perform({ ...input, token });
  return 'items' in reply ? pageOf(reply, url, linkRoot(state, found, url)) : reply;
}

function perform({
  state,
  found,
  url,
  body,
  token,
  accept,
  publish,
}: AnswerInput & { token: FakeToken }): Reply | ListReply {
  if (found.id === 'rate-limit/get') return notFound();
  return PERFORM[found.id]({
    state,
    path: found.path,
    query: url.searchParams,
    body: (body ?? {}) as Record<string, unknown>,
    token,
    accept,
    publish,
  });
}

/** The answer for a repository that is not there, or that has another name now. */
function whereElse(state: FakeState, { path }: FoundOperation, url: URL): Reply | undefined {
  const { owner, repo } = path;
  if (owner === undefined || repo === undefined) return undefined;
  const name = `${owner}/${repo}`;
  if (name.toLowerCase() === ownName(state).toLowerCase()) return undefined;
  if (!state.repository.formerNames.includes(name)) return notFound();
  const rest = url.pathname.split('/').slice(4).join('/');
  const location = `${state.apiUrl}/repositories/${state.repository.id}${rest === '' ? '' : `/${rest}`}${url.search}`;
  const { body } = refuse(301, 'Moved Permanently');
  return {
    status: 301,
    headers: { location },
    body: { ...(body as object), url: location, status: undefined },
  };
}

function linkRoot({ apiUrl, repository }: FakeState, { path }: FoundOperation, url: URL): string {
  if (path['repo'] === undefined) return `${apiUrl}${url.pathname}`;
  const rest = url.pathname.split('/').slice(4).join('/');
  return `${apiUrl}/repositories/${repository.id}/${rest}`;
}

function limits({ limit, remaining, resetAtMs }: Budget): Reply {
  const core = { limit, remaining, used: limit - remaining, reset: Math.ceil(resetAtMs / 1000) };
  const { resources } = view('rate-limit-overview', {}) as { resources: Record<string, unknown> };
  return { status: 200, body: { resources: { ...resources, core }, rate: core } };
}
