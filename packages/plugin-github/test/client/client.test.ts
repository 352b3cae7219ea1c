import { z } from '@sluice/core';
import { describe, expect, it } from 'vitest';
import { openClient } from '../../src/client/open-client.ts';
import { openGithubFake } from '../fake/open-github-fake.ts';
import { clientFor, TOKEN } from './client-for.ts';
import { scriptedServer, type Scripted } from './scripted-server.ts';

const numbered = z.object({ n: z.number() });
const get = {
  route: 'GET /repos/{owner}/{repo}',
  parameters: { owner: 'acme', repo: 'a/b' },
  read: numbered,
};
const create = { route: 'POST /repos/acme/orders/issues', parameters: { title: 't' }, read: numbered };
const good: Scripted = { body: { n: 1 } };
const bad: Scripted = { status: 500, body: { message: 'oops' } };
const LATE = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '0' };

async function outcome(script: readonly Scripted[], call: typeof get | typeof create, options = {}) {
  await using server = await scriptedServer(script);
  const client = await clientFor(server.url, options);
  const answer = await client.call(call);
  return { answer, hits: server.asked.length, asked: server.asked, client };
}

describe('a call', () => {
  it('sends the token, the version of the API, and names safe for a path', async () => {
    const { answer, asked } = await outcome([good], get);
    expect(answer).toEqual({ ok: true, data: { n: 1 } });
    expect(asked[0]).toMatchObject({
      url: '/repos/acme/a%2Fb',
      headers: { authorization: `token ${TOKEN}`, 'x-github-api-version': '2022-11-28' },
    });
  });

  it('that reads is repeated after a 5xx or a lost connection', async () => {
    expect(await outcome([bad, { fate: 'reset' }, good], get)).toMatchObject({
      answer: { ok: true },
      hits: 3,
    });
  });

  it('that creates is never repeated, for the first may have been done', async () => {
    for (const first of [bad, { fate: 'reset' } as const]) {
      expect(await outcome([first, good], create)).toMatchObject({ answer: { ok: false }, hits: 1 });
    }
  });

  it.each([401, 404, 409, 410, 422])('that is refused with %i is not repeated', async (status) => {
    expect(await outcome([{ status, body: { message: 'no' } }, good], get)).toMatchObject({ hits: 1 });
  });

  it.each([
    ['403 of a used up limit', { status: 403, headers: LATE, body: { message: 'API rate limit exceeded' } }],
    [
      '403 of the secondary limit',
      {
        status: 403,
        headers: { 'retry-after': '1' },
        body: { message: 'You have exceeded a secondary rate limit' },
      },
    ],
    [
      '429',
      {
        status: 429,
        headers: { 'retry-after': '1' },
        body: { message: 'You have exceeded a secondary rate limit' },
      },
    ],
  ])('waits as long as GitHub asks after a %s, creates included', async (_name, limit) => {
    expect(await outcome([limit, good], create)).toMatchObject({ answer: { ok: true }, hits: 2 });
    expect(await outcome([limit, limit, good], create)).toMatchObject({ answer: { ok: false }, hits: 2 });
  });

  it('gives up at once when the wait would be too long', async () => {
    const limit = {
      status: 429,
      headers: { 'retry-after': '3600' },
      body: { message: 'secondary rate limit' },
    };
    const { answer, hits } = await outcome([limit, good], get);
    expect(answer).toMatchObject({ fault: { kind: 'secondary-limit', retryAfterMs: 3_600_000 } });
    expect(hits).toBe(1);
  });

  it('is confirmed by its ETag, and then costs nothing', async () => {
    await using fake = await openGithubFake();
    const client = await clientFor(fake.url, { env: fake.env });
    const branches = {
      ...get,
      route: `${get.route}/branches`,
      read: z.array(z.object({ name: z.string() })),
    };
    const call = { ...branches, parameters: { owner: 'acme', repo: 'orders' } };
    const main = { ok: true, data: [{ name: 'main' }] };
    expect([await client.call(call), await client.call(call)]).toEqual([main, main]);
    expect(client.requests()).toBe(2);
    expect(fake.calls.map(({ isCounted }) => isCounted)).toEqual([true, false]);
  });
});

describe('a fault', () => {
  it.each([
    ['bad-token', { status: 401, body: { message: 'Bad credentials' } }],
    ['permission', { status: 403, body: { message: 'Resource not accessible by integration' } }],
    ['rate-limit', { status: 403, headers: LATE, body: { message: 'API rate limit exceeded' } }],
    ['secondary-limit', { status: 403, body: { message: 'You have exceeded a secondary rate limit' } }],
    ['not-found', { status: 404, body: { message: 'Not Found' } }],
    ['conflict', { status: 409, body: { message: 'does not match' } }],
    ['gone', { status: 410, body: { message: 'Issues are disabled' } }],
    ['invalid', { status: 422, body: { message: 'Validation Failed' } }],
    ['server', { status: 502, body: '<html>' }],
    ['server', { status: 200, body: { n: 'text' } }],
    ['network', { fate: 'reset' }],
    ['timeout', { fate: 'never' }],
  ] as const)('of kind %s says what happened and what to do', async (kind, script) => {
    const { answer } = await outcome([script], get, {
      timeoutMs: kind === 'timeout' ? 50 : 5000,
      mostWaitMs: 0,
    });
    const code = `GITHUB_${kind.toUpperCase().replaceAll('-', '_')}`;
    expect(answer).toMatchObject({ ok: false, fault: { kind, code, hint: expect.stringMatching(/\w/u) } });
  });

  it('never holds the token, however GitHub or a proxy says it back, nor a second line', async () => {
    const words = `a\nb ${TOKEN} ${encodeURIComponent(TOKEN)} ${Buffer.from(`x:${TOKEN}`).toString('base64')}`;
    const { answer } = await outcome([{ status: 422, body: { message: words } }], get);
    expect(JSON.stringify(answer)).not.toContain(TOKEN);
    expect(answer).toMatchObject({ fault: { message: expect.not.stringContaining('\n') } });
  });

  it('of no token, and of one that no header can hold, is known before anything is sent', async () => {
    expect(await openClient({ env: { GITHUB_TOKEN: ' ' } })).toMatchObject({
      fault: { code: 'GITHUB_NO_TOKEN' },
    });
    const odd = await openClient({ env: { GH_TOKEN: 'ghs_a\nb' } });
    expect(odd).toMatchObject({ fault: { code: 'GITHUB_BAD_TOKEN' } });
    expect(JSON.stringify(odd)).not.toContain('ghs_a');
  });

  it('of a cancelled run is told as that', async () => {
    const { answer, hits } = await outcome([good], get, { signal: AbortSignal.abort() });
    expect(answer).toMatchObject({ fault: { code: 'GITHUB_CANCELLED' } });
    expect(hits).toBe(0);
  });
});

describe('pages', () => {
  const list = { route: 'GET /items', read: z.array(z.number()) };

  it('are followed by their links, with a bound', async () => {
    await using server = await scriptedServer([
      ({ url, headers }) => {
        const page = Number(new URL(url, 'http://x').searchParams.get('page') ?? 1);
        const link = `<http://${headers.host}/items?page=1>; rel="first", <http://${headers.host}/items?page=${page + 1}>; rel="next"`;
        return { body: [page], ...(page < 4 ? { headers: { link } } : {}) };
      },
    ]);
    const client = await clientFor(server.url);
    expect(await client.pages(list)).toEqual({ ok: true, data: { items: [1, 2, 3, 4], isComplete: true } });
    expect(await client.pages(list, 2)).toEqual({ ok: true, data: { items: [1, 2], isComplete: false } });
    expect(server.asked[0]?.url).toBe('/items?per_page=100');
  });

  it('are not followed to another origin, which would get the token', async () => {
    await using other = await scriptedServer([{ body: [2] }]);
    await using server = await scriptedServer([
      { body: [1], headers: { link: `<${other.url}/items>; rel="next"` } },
    ]);
    const client = await clientFor(server.url);
    expect(await client.pages(list)).toMatchObject({ data: { items: [1] } });
    expect(other.asked).toEqual([]);
  });
});

describe('the tail of a log', () => {
  it('is fetched from where it was moved to, without the token, and cut at a line', async () => {
    const log = Array.from({ length: 50_000 }, (_, index) => `line ${index}`).join('\n');
    await using fake = await openGithubFake({ runs: [{ jobs: [{ id: 1, name: 'test', log }] }] });
    const client = await clientFor(fake.url, { env: fake.env });
    const answer = await client.tail({ route: 'GET /repos/acme/orders/actions/jobs/1/logs' }, 25);
    expect(answer).toEqual({ ok: true, data: 'line 49998\nline 49999' });
    expect(fake.blobRequests).toEqual([expect.objectContaining({ hasToken: false })]);
  });
});
