import type { Octokit } from '@octokit/core';
import type { Redactor, z } from '@sluice/core';
import type { Answer } from './answer.ts';
import type { EtagStore } from './etag-store.ts';
import { faultOf, faultOfThrown } from './fault-of.ts';
import type { Call, GithubClient, Pages } from './github-client.ts';
import { nextLink } from './next-link.ts';
import { readTail } from './read-tail.ts';

interface CallsInput {
  readonly octokit: Octokit;
  readonly apiUrl: string;
  readonly redactor: Redactor;
  readonly etags: EtagStore;
  readonly isCancelled: () => boolean;
}

/** What a request brought, before it is read. */
interface Raw {
  readonly data: unknown;
  readonly link?: string;
}

/** The calls of a client over one Octokit. */
export function createCalls(input: CallsInput): Omit<GithubClient, 'requests'> {
  return {
    call: async (call) => {
      const raw = await send(input, call);
      return raw.ok ? readAs(call.read, raw.data.data) : raw;
    },
    pages: async (call, mostPages = 10) => pages(input, call, mostPages),
    tail: async (call, mostBytes) => guarded(input, async () => readTail(await body(input, call), mostBytes)),
    stream: async (call, use) =>
      guarded(input, async () => use((await body(input, call)) ?? new Blob([]).stream())),
  };
}

/** The body of an answer, unread. */
async function body(
  { octokit }: CallsInput,
  { route, parameters }: Pick<Call<never>, 'route' | 'parameters'>,
): Promise<ReadableStream<Uint8Array> | null> {
  const request = { parseSuccessResponseBody: false };
  const answer = await octokit.request(route, { ...parameters, headers: HEADERS, request });
  return answer.data as ReadableStream<Uint8Array> | null;
}

const HEADERS = { 'x-github-api-version': '2022-11-28' };

async function pages<T>(
  input: CallsInput,
  call: Call<readonly T[]>,
  mostPages: number,
): Promise<Answer<Pages<T>>> {
  const items: T[] = [];
  let next: string | undefined;
  for (let page = 1; page <= mostPages; page += 1) {
    const raw: Answer<Raw> = await send(
      input,
      next === undefined
        ? { ...call, parameters: { ...call.parameters, per_page: 100 } }
        : { route: `GET ${next}` },
    );
    if (!raw.ok) return raw;
    const read = readAs(call.read, raw.data.data);
    if (!read.ok) return read;
    items.push(...read.data);
    next = nextLink(raw.data.link, input.apiUrl);
    if (next === undefined) return { ok: true, data: { items, isComplete: true } };
  }
  return { ok: true, data: { items, isComplete: false } };
}

async function send(
  input: CallsInput,
  { route, parameters, isRepeatable }: Omit<Call<unknown>, 'read'>,
): Promise<Answer<Raw>> {
  const { octokit, etags } = input;
  const isGet = route.startsWith('GET ');
  return guarded(input, async () => {
    const { url } = octokit.request.endpoint(route, parameters);
    const kept = isGet ? etags.get(url) : undefined;
    const options = {
      ...parameters,
      headers: { ...HEADERS, ...(kept === undefined ? {} : { 'if-none-match': kept.etag }) },
      ...((isRepeatable ?? isGet) ? {} : { request: { retries: 0 } }),
    };
    const answer = await octokit.request(route, options).catch((error: unknown) => {
      // Octokit throws a 304; without an answer that was kept there is nothing that it could confirm.
      if (kept !== undefined && isNotModified(error)) return undefined;
      throw error;
    });
    if (answer === undefined) return kept ?? { data: undefined };
    const { etag, link } = answer.headers;
    const raw: Raw = { data: answer.data, ...(link === undefined ? {} : { link }) };
    if (isGet && etag !== undefined) etags.set(url, { ...raw, etag });
    return raw;
  });
}

function isNotModified(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'status' in error && error.status === 304;
}

async function guarded<T>(
  { redactor, isCancelled }: CallsInput,
  request: () => Promise<T>,
): Promise<Answer<T>> {
  if (isCancelled()) return { ok: false, fault: faultOf('cancelled') };
  try {
    return { ok: true, data: await request() };
  } catch (error) {
    return { ok: false, fault: faultOfThrown(error, redactor, isCancelled()) };
  }
}

function readAs<T>(schema: z.ZodType<T>, data: unknown): Answer<T> {
  const read = schema.safeParse(data);
  if (read.success) return { ok: true, data: read.data };
  const [first] = read.error.issues;
  const field =
    first === undefined || first.path.length === 0 ? 'the whole' : first.path.map(String).join('.');
  return { ok: false, fault: faultOf('server', `${field} of its answer is of another shape`) };
}
