import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Reply } from '../operations/operation.ts';
import { refuse } from '../operations/refuse.ts';
import { checkResponse } from '../spec/check-response.ts';
import { findOperation, type FoundOperation } from '../spec/find-operation.ts';
import type { FakeState } from '../state/fake-state.ts';
import type { FakeToken } from '../state/token.ts';
import { ownName } from '../views/own-name.ts';
import { answerCall } from './answer-call.ts';
import { budgetHeaders } from './budget-headers.ts';
import type { Budget } from './budget.ts';
import type { Faults } from './create-faults.ts';
import { faultReply } from './fault-reply.ts';
import { readBody } from './read-body.ts';
import type { RecordedCall } from './recorded-call.ts';
import { sendReply } from './send-reply.ts';

export interface ListenerInput {
  readonly state: FakeState;
  readonly budget: Budget;
  readonly faults: Faults;
  readonly publish: (name: string, bytes: Buffer) => string;
  readonly calls: RecordedCall[];
  readonly violations: string[];
}

interface Call {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly method: string;
  readonly url: URL;
  readonly found: FoundOperation | undefined;
  readonly body: unknown;
  readonly token: FakeToken | undefined;
}

/** What a server of the fake does with each request. */
export function createListener(
  input: ListenerInput,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  return async (request, response) => {
    const { body, isBroken } = await readBody(request);
    const { method = '' } = request;
    const url = urlOf(input.state, request.url ?? '/');
    const token = tokenOf(input.state, request.headers.authorization);
    const call = { request, response, method, url, found: findOperation(method, url.pathname), body, token };
    if (isBroken) input.violations.push(`${method} ${request.url}: the body is no JSON`);
    const status = isBroken ? send(input, call, refuse(400, 'Problems parsing JSON')) : answer(input, call);
    input.calls.push({
      operation: call.found?.id,
      method,
      path: request.url ?? '',
      body,
      login: token?.login,
      isConditional: request.headers['if-none-match'] !== undefined,
      status,
      isCounted: isCounted(call, status),
    });
  };
}

/** GitHub's own links name a repository by its number. */
function urlOf(state: FakeState, path: string): URL {
  const byNumber = new RegExp(`^/repositories/${state.repository.id}(?=[/?]|$)`, 'u');
  return new URL(path.replace(byNumber, `/repos/${ownName(state)}`), state.apiUrl);
}

function tokenOf({ tokens }: FakeState, authorization: string | undefined): FakeToken | undefined {
  const value = /^(?:token|bearer) (.+)$/iu.exec(authorization ?? '')?.[1];
  return value === undefined ? undefined : tokens.get(value);
}

function answer(input: ListenerInput, call: Call): number | null {
  const { method, request, found, response } = call;
  const complain = (what: string): void => void input.violations.push(`${method} ${request.url}: ${what}`);
  if (found === undefined) {
    complain('GitHub has no such call, or the fake does not know it');
    return send(input, call, refuse(404, 'Not Found'));
  }
  if (request.headers['user-agent'] === undefined) complain('GitHub refuses a request without a user agent');
  const fault = input.faults.next(found.id);
  if (fault === 'never') return null;
  if (fault === 'reset') return lost(response);
  // A client waits by its own clock: by a clock of the test that stands in the past, the limit would be over already.
  const resetAtMs = Math.max(input.state.now(), Date.now());
  const forced = fault === undefined ? undefined : faultReply(fault, Math.ceil(resetAtMs / 1000));
  const reply = forced ?? answerTo(input, { ...call, found }, complain);
  if (!Buffer.isBuffer(reply.body)) {
    for (const what of checkResponse(found.operation, reply.status, json(reply.body))) complain(what);
  }
  if (fault === 'lost-answer') return lost(response);
  return send(input, call, reply);
}

function lost(response: ServerResponse): null {
  response.destroy();
  return null;
}

function answerTo(
  { state, budget, publish }: ListenerInput,
  { request, url, found, body, token }: Call & { readonly found: FoundOperation },
  onViolation: (what: string) => void,
): Reply {
  if (state.now() >= budget.resetAtMs) budget.remaining = budget.limit;
  const { authorization, accept = '' } = request.headers;
  const hasAuthorization = authorization !== undefined;
  return answerCall({
    state,
    budget,
    found,
    url,
    body,
    token,
    hasAuthorization,
    accept,
    publish,
    onViolation,
  });
}

/** As it is sent: without what is undefined. */
const json = (body: unknown): unknown => (body === undefined ? undefined : JSON.parse(JSON.stringify(body)));

function send({ budget }: ListenerInput, call: Call, reply: Reply): number {
  const known = call.request.headers['if-none-match'];
  return sendReply(call.response, reply, {
    method: call.method,
    known,
    headers: (status) => {
      if (isCounted(call, status)) budget.remaining = Math.max(0, budget.remaining - 1);
      return budgetHeaders(budget);
    },
  });
}

function isCounted({ found, token }: Call, status: number | null): boolean {
  return token !== undefined && found?.id !== 'rate-limit/get' && status !== 304 && status !== null;
}
