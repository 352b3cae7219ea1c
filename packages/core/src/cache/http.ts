import type { CacheKind, CacheStore, StoreRequest } from '../model/cache-store.ts';
import { createTimeBudget } from './time-budget.ts';

export interface HttpOptions {
  readonly url: string;
  readonly token?: string;
  /** For one request. */
  readonly timeoutMs: number;
  /** For all questions of a run together, and as much again for all that it stores. */
  readonly budgetMs: number;
  readonly readOnly: boolean;
}

/** Names of entries and of content alike. */
const NAME = /^[0-9a-f]{64}$/u;

/**
 * A cache behind HTTP, in the shape of Bazel's: `ac/<key>` and `cas/<sha256>` below an address, read by GET and written
 * by PUT. Rejects where it is slow, down, refuses, or sends somewhere else: no redirect is followed, for the token would
 * go with it. What it answers is for the caller to verify.
 *
 * Throws for a token that would be sent in clear through a network.
 */
export function createHttpStore(options: HttpOptions): CacheStore {
  const base = new URL(options.url.endsWith('/') ? options.url : `${options.url}/`);
  if (options.token !== undefined && base.protocol !== 'https:' && !isLoopback(base.hostname)) {
    throw new Error(`${base.host} is not used: the token would be sent over http, for everybody to read`);
  }
  const reading = createTimeBudget(options);
  const writing = createTimeBudget(options);
  const headers: Record<string, string> =
    options.token === undefined ? {} : { authorization: `Bearer ${options.token}` };
  const addressOf = (kind: CacheKind, name: string): URL => {
    if (!NAME.test(name)) throw new Error(`${kind} has no such name`);
    return new URL(`${kind}/${name}`, base);
  };
  return {
    name: `the remote cache at ${base.host}`,
    get: (kind, name, request) =>
      reading.spend(request.signal, async (ended) => {
        const response = await fetch(addressOf(kind, name), { headers, redirect: 'manual', signal: ended });
        if (response.status === 404) return void (await drop(response));
        if (response.status !== 200) return refuse(response);
        return readBody(response, request);
      }),
    put: async (kind, name, bytes, { signal }) => {
      if (options.readOnly) return;
      const init = { method: 'PUT', body: new Uint8Array(bytes), headers, redirect: 'manual' } as const;
      await writing.spend(signal, async (ended) => {
        const response = await fetch(addressOf(kind, name), { ...init, signal: ended });
        // 409: somebody stored it first.
        if (!response.ok && response.status !== 409) await refuse(response);
        await drop(response);
      });
    },
  };
}

async function readBody(response: Response, { maxBytes }: StoreRequest): Promise<Uint8Array | undefined> {
  const said = Number(response.headers.get('content-length') ?? 0);
  if (said > maxBytes || response.body === null) return void (await drop(response));
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body) {
    length += chunk.length;
    // Leaving the loop cancels the rest: a body without an end must not fill the memory.
    if (length > maxBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length);
}

async function refuse(response: Response): Promise<never> {
  await drop(response);
  const isRedirect = response.type === 'opaqueredirect' || (response.status >= 300 && response.status < 400);
  throw new Error(
    isRedirect ? 'it sends elsewhere, which is not followed' : `it answered ${response.status}`,
  );
}

async function drop(response: Response): Promise<void> {
  await response.body?.cancel().catch(() => undefined);
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/u.test(hostname);
}
