import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { liveSource } from '../../src/osv/live-source.ts';
import type { OsvRecord } from '../../src/osv/osv-record.ts';
import { serveAdvisories, type AdvisorySource } from '../../src/osv/serve.ts';

const RECORD: OsvRecord = {
  id: 'GHSA-a',
  aliases: ['CVE-1'],
  published: '2019-04-07T00:00:00Z',
  isWithdrawn: false,
  affected: [{ name: 'jinja2', ranges: [[{ introduced: '0' }, { fixed: '2.10.1' }]], versions: [] }],
  severity: 'HIGH',
  vectors: [],
  cwe: [],
};

async function ask(url: string, body: string): Promise<{ status: number; text: string }> {
  const response = await fetch(url, { method: 'POST', body });
  return { status: response.status, text: await response.text() };
}

const QUESTION = JSON.stringify({ package: { name: 'Jinja2', ecosystem: 'PyPI' }, version: '2.10' });

async function withServer<T>(
  source: AdvisorySource,
  use: (server: Awaited<ReturnType<typeof serveAdvisories>>) => Promise<T>,
): Promise<T> {
  const server = await serveAdvisories(source);
  try {
    return await use(server);
  } finally {
    await server.close();
  }
}

describe('the advisory server', () => {
  it('answers in the words of OSV, under the name that is asked for, and keeps what it handed out', async () => {
    const asked: string[] = [];
    const source: AdvisorySource = async (name, version) => {
      asked.push(`${name} ${version}`);
      return [RECORD, { ...RECORD, id: 'GHSA-withdrawn', isWithdrawn: true }];
    };
    await withServer(source, async (server) => {
      const { status, text } = await ask(server.url, QUESTION);
      expect(status).toBe(200);
      expect(JSON.parse(text)).toEqual({
        vulns: [
          {
            schema_version: '1.6.0',
            id: 'GHSA-a',
            aliases: ['CVE-1'],
            published: '2019-04-07T00:00:00Z',
            affected: [
              {
                package: { name: 'jinja2', ecosystem: 'PyPI' },
                ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }, { fixed: '2.10.1' }] }],
                versions: [],
              },
            ],
          },
        ],
      });
      expect(asked).toEqual(['jinja2 2.10']);
      expect([...server.handedOut.keys()]).toEqual(['GHSA-a']);
      expect(server.failure()).toBeUndefined();
    });
  });

  it('answers with nothing where nothing is known', async () => {
    await withServer(
      async () => [],
      async ({ url }) => expect(await ask(url, QUESTION)).toEqual({ status: 200, text: '{}' }),
    );
  });

  it('answers at its own path alone', async () => {
    await withServer(
      async () => [RECORD],
      async ({ url, handedOut }) => {
        expect((await ask(new URL('/v1/query', url).href, QUESTION)).status).toBe(404);
        expect((await fetch(url)).status).toBe(404);
        expect(handedOut.size).toBe(0);
      },
    );
  });

  it.each([
    ['no JSON', '{'],
    ['null', 'null'],
    ['no version', '{"package":{"name":"a"}}'],
    ['too long a text', ' '.repeat(70_000)],
  ])('fails, and remembers why, at a question that is %s', async (_case, body) => {
    await withServer(
      async () => [RECORD],
      async (server) => {
        expect((await ask(server.url, body)).status).toBe(502);
        expect(server.failure()).toEqual(expect.any(String));
      },
    );
  });
});

interface Upstream extends AsyncDisposable {
  readonly url: string;
  readonly bodies: readonly unknown[];
}

async function upstream(answers: readonly { status?: number; body: string }[]): Promise<Upstream> {
  const bodies: unknown[] = [];
  const server: Server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += String(chunk);
    bodies.push(JSON.parse(text));
    const answer = answers[bodies.length - 1];
    response.writeHead(answer?.status ?? 200).end(answer?.body ?? '{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    bodies,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const live = (url: string): AdvisorySource =>
  liveSource({ url, env: {}, signal: new AbortController().signal });

const OSV = { id: 'PYSEC-1', affected: [{ package: { name: 'a', ecosystem: 'PyPI' }, versions: ['1.0'] }] };

describe('an advisory service', () => {
  it('is asked for every page', async () => {
    await using service = await upstream([
      { body: JSON.stringify({ vulns: [OSV], next_page_token: 'more' }) },
      { body: JSON.stringify({ vulns: [{ ...OSV, id: 'PYSEC-2' }] }) },
    ]);
    const records = await live(service.url)('a', '1.0');
    expect(records.map(({ id }) => id)).toEqual(['PYSEC-1', 'PYSEC-2']);
    expect(service.bodies).toMatchObject([{ version: '1.0' }, { page_token: 'more' }]);
  });

  it.each([
    [{ status: 500, body: '' }, 'answered 500'],
    [{ body: 'Welcome to the proxy' }, 'answered what is no JSON'],
    [{ body: '[]' }, 'no answer of OSV'],
    [{ body: '{"vulns":[{"no":"id"}]}' }, 'an advisory that cannot be read'],
    [{ body: '{"vulns":"none"}' }, 'an advisory that cannot be read'],
  ])('that answers %j is no source', async (answer, words) => {
    await using service = await upstream([answer]);
    await expect(live(service.url)('a', '1.0')).rejects.toThrow(words);
  });

  it('that cannot be reached is no source, and is named', async () => {
    const gone = await upstream([]);
    await gone[Symbol.asyncDispose]();
    await expect(live(gone.url)('a', '1.0')).rejects.toThrow(/^127\.0\.0\.1:\d+ could not be asked: /u);
  });
});
