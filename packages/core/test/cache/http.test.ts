import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createHttpStore } from '../../src/cache/http.ts';
import { createLayers, type CacheLayers } from '../../src/cache/layers.ts';
import { entryOf } from './entries.ts';

const signal = new AbortController().signal;
const trust = { writesAs: 'trusted', reads: ['trusted'], reason: 'a test' };
let servers: Server[] = [];
afterEach(() => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
  servers = [];
});

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

async function serve(answer: Answer): Promise<string> {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/cache`;
}

/** As bazel-remote does it: content only under its digest is not its affair here. */
function keeping(seen: { url: string; authorization?: string | undefined }[] = []): Answer {
  const kept = new Map<string, Buffer>();
  return (request, response) => {
    const { url = '', method } = request;
    seen.push({ url: `${method} ${url}`, authorization: request.headers.authorization });
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (method === 'PUT') kept.set(url, Buffer.concat(chunks));
      const found = kept.get(url);
      response.writeHead(found === undefined ? 404 : 200).end(method === 'PUT' ? '' : found);
    });
  };
}

function layersAt(
  url: string,
  more: { token?: string; timeoutMs?: number; budgetMs?: number; readOnly?: boolean } = {},
): CacheLayers {
  const store = createHttpStore({ url, timeoutMs: 5000, budgetMs: 10_000, readOnly: false, ...more });
  return createLayers({ stores: [store], trust, signal });
}

describe('a remote cache', () => {
  it('keeps entries under ac/ and content under cas/, asked with the token', async () => {
    const seen: { url: string; authorization?: string | undefined }[] = [];
    const url = await serve(keeping(seen));
    const layers = layersAt(url, { token: 'the-token' });
    const entry = entryOf('a/b');
    expect(await layers.find(entry.key)).toBeUndefined();
    const sha256 = await layers.writeFile(Buffer.from('a log'));
    expect(await layers.write(entry)).toBe(true);
    expect((await layersAt(url).find(entry.key))?.id).toBe('a/b');
    expect(Buffer.from((await layers.readFile(sha256, 5)) ?? []).toString()).toBe('a log');
    expect(seen[0]).toMatchObject({ authorization: 'Bearer the-token' });
    expect(seen.map((one) => one.url)).toContain(`PUT /cache/cas/${sha256}`);
    expect(seen.every((one) => /^(?:GET|PUT) \/cache\/(?:ac|cas)\/[0-9a-f]{64}$/u.test(one.url))).toBe(true);
    expect(layers.problems()).toEqual([]);
  });

  it.each<[string, Answer]>([
    ['HTML with 200', (_request, response) => response.end('<html>Sign in to the network</html>')],
    ['nothing with 200', (_request, response) => response.end()],
    [
      'a length that is too large',
      (_request, response) => response.writeHead(200, { 'content-length': 10 ** 12 }).write('x'),
    ],
    ['JSON that is no entry', (_request, response) => response.end('{"key":"x"}')],
  ])('that answers %s is a miss', async (_what, answer) => {
    const layers = layersAt(await serve(answer));
    expect(await layers.find(entryOf('a/b').key)).toBeUndefined();
    expect(await layers.readFile('ab'.repeat(32), 5)).toBeUndefined();
  });

  it('that answers another entry, or content of another digest, is a miss', async () => {
    const seen = new Map<string, Buffer>();
    const url = await serve((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        if (request.method === 'PUT') seen.set('any', Buffer.concat(chunks));
        response.end(request.method === 'PUT' ? '' : seen.get('any'));
      });
    });
    const layers = layersAt(url);
    await layers.write(entryOf('a/b'));
    expect(await layers.find(entryOf('c/d').key)).toBeUndefined();
    expect(await layers.readFile('ab'.repeat(32), 10_000)).toBeUndefined();
  });

  it('that sends a body without an end is left as soon as it is too long', async () => {
    const url = await serve((_request, response) => {
      response.writeHead(200);
      const more = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(64 * 1024)));
      };
      response.on('drain', more);
      more();
    });
    const store = createHttpStore({ url, timeoutMs: 30_000, budgetMs: 30_000, readOnly: false });
    const name = 'ab'.repeat(32);
    expect(await store.get('ac', name, { signal, maxBytes: 1_000_000 })).toBeUndefined();
  });

  it.each<[string, Answer, RegExp, number?]>([
    ['is full', (_request, response) => response.writeHead(507).end(), /answered 507/u],
    ['refuses', (_request, response) => response.writeHead(403).end(), /answered 403/u],
    ['fails', (_request, response) => response.writeHead(500).end(), /answered 500/u],
    ['hangs up', (request) => request.socket.destroy(), /cannot be reached/u],
    ['never answers', () => {}, /did not answer within 50 ms/u, 50],
  ])('that %s is told once and left alone', async (_what, answer, words, timeoutMs = 30_000) => {
    let asked = 0;
    const url = await serve((request, response) => {
      asked += 1;
      answer(request, response);
    });
    const layers = layersAt(url, { timeoutMs, budgetMs: 60_000 });
    for (const id of ['a/b', 'c/d', 'e/f']) expect(await layers.find(entryOf(id).key)).toBeUndefined();
    expect(await layers.write(entryOf('a/b'))).toBe(false);
    expect(asked).toBe(1);
    expect(layers.problems()).toHaveLength(1);
    expect(layers.problems()[0]).toMatch(words);
  });

  it('that trickles costs no more than its time in all', async () => {
    const url = await serve((_request, response) => {
      response.writeHead(200);
      // Never ends, and is never silent for long: only a clock of ours can end it.
      response.write('x');
    });
    const layers = layersAt(url, { timeoutMs: 60_000, budgetMs: 80 });
    expect(await layers.find(entryOf('a/b').key)).toBeUndefined();
    expect(layers.problems()[0]).toContain('did not answer within 80 ms');
  });

  it('is not followed elsewhere: the token would go with it', async () => {
    const elsewhere: { url: string }[] = [];
    const other = await serve(keeping(elsewhere));
    const url = await serve((request, response) => {
      response.writeHead(307, { location: `${other}${request.url ?? ''}` }).end();
    });
    const layers = layersAt(url, { token: 'the-token' });
    expect(await layers.find(entryOf('a/b').key)).toBeUndefined();
    expect(elsewhere).toEqual([]);
    expect(layers.problems()[0]).toContain('sends elsewhere');
    expect(layers.problems().join()).not.toContain('the-token');
  });

  it('gets no token over plain http, but on this machine', () => {
    const open = (url: string) => () =>
      createHttpStore({ url, token: 'the-token', timeoutMs: 1, budgetMs: 1, readOnly: false });
    expect(open('http://cache.example.org')).toThrow('the token would be sent over http');
    expect(open('https://cache.example.org')).not.toThrow();
    expect(open('http://127.0.0.1:8080')).not.toThrow();
  });

  it('that is read only gets nothing', async () => {
    const seen: { url: string }[] = [];
    const layers = layersAt(await serve(keeping(seen)), { readOnly: true });
    await layers.write(entryOf('a/b'));
    expect(seen).toEqual([]);
  });
});
