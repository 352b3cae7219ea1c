import { z } from '@sluice/core';
import { describe, expect, it } from 'vitest';
import { openClient } from '../../src/client/open-client.ts';
import { ask } from './ask.ts';
import { openGithubFake } from './open-github-fake.ts';
import type { Fault } from './server/fault.ts';

const failed = {
  id: 7,
  jobs: [{ id: 70, name: 'test', conclusion: 'failure', log: ['##[error]no'] }, { name: 'lint' }],
};

describe('a call that GitHub would not understand is a violation', () => {
  it.each([
    ['an unknown one', 'POST actions/runs/7/rerun', undefined, /no such call/u, 404],
    ['a misspelt parameter', 'GET actions/runs?stauts=failure', undefined, /stauts/u, 422],
    ['a value of another kind', 'GET actions/runs?status=red', undefined, /status/u, 422],
    ['a misspelt key', 'POST issues/1/comments', { body: 'a', bodyy: 'b' }, /bodyy/u, 422],
    ['a key too few', 'POST issues/1/comments', {}, /body/u, 422],
    ['a body where none is taken', 'POST actions/runs/7/rerun-failed-jobs', { all: true }, /all/u, 422],
    ['51 annotations', 'POST check-runs', { name: 'a', head_sha: 'b', output: output(51) }, /50 items/u, 422],
  ])('%s', async (_name, route, body, what, status) => {
    await using fake = await openGithubFake({ runs: [failed], issues: [{ title: 'a' }] });
    expect(await ask(fake, route, { body })).toMatchObject({ status });
    expect(fake.takeViolations()).toEqual([expect.stringMatching(what)]);
  });

  it('and the end of the fake throws for it', async () => {
    const fake = await openGithubFake();
    await ask(fake, 'GET nothing');
    await expect(fake[Symbol.asyncDispose]()).rejects.toThrow(/GET .*nothing/u);
  });
});

function output(count: number): object {
  const annotation = { path: 'a', start_line: 1, end_line: 1, annotation_level: 'notice', message: 'm' };
  return { title: 't', summary: 's', annotations: Array.from({ length: count }, () => annotation) };
}

describe('a rerun', () => {
  it('is the same run with one attempt more, whose failed jobs wait and whose others are kept', async () => {
    await using fake = await openGithubFake({ runs: [failed] });
    expect(await ask(fake, 'GET actions/runs/7/attempts/2/jobs')).toMatchObject({ status: 404 });
    expect(await ask(fake, 'POST actions/runs/7/rerun-failed-jobs')).toMatchObject({ status: 201, body: {} });
    expect(await ask(fake, 'GET actions/runs/7')).toMatchObject({
      body: { id: 7, run_attempt: 2, status: 'queued', conclusion: null },
    });
    const { body } = await ask(fake, 'GET actions/runs/7/attempts/2/jobs');
    expect(body.jobs.map(({ name, status }: Record<string, string>) => [name, status])).toEqual([
      ['test', 'queued'],
      ['lint', 'completed'],
    ]);
    fake.finishRun(7);
    expect(await ask(fake, 'GET actions/runs/7')).toMatchObject({ body: { conclusion: 'success' } });
  });

  it('is refused while one is under way, after a month, after fifty, and when nothing failed', async () => {
    await using fake = await openGithubFake({
      now: '2026-11-29T00:00:00Z',
      runs: [
        failed,
        { ...failed, id: 8, createdAt: '2026-10-29T00:00:00Z' },
        { id: 9, attempts: Array.from({ length: 51 }, () => ({ jobs: failed.jobs })) },
        { id: 10 },
      ],
    });
    const two = await Promise.all([7, 7].map((id) => ask(fake, `POST actions/runs/${id}/rerun-failed-jobs`)));
    expect(two.map(({ status }) => status).toSorted()).toEqual([201, 403]);
    for (const [id, words] of [
      [7, /already running/u],
      [8, /over a month ago/u],
      [9, /50 times/u],
      [10, /no failed jobs/u],
    ] as const) {
      expect(await ask(fake, `POST actions/runs/${id}/rerun-failed-jobs`)).toMatchObject({
        status: 403,
        body: { message: expect.stringMatching(words) },
      });
    }
  });
});

describe('a log', () => {
  it('is on another origin, for a minute, with the BOM and stamps of the runner', async () => {
    await using fake = await openGithubFake({ now: '2026-11-29T00:00:00Z', runs: [failed] });
    const { status, headers } = await ask(fake, 'GET actions/jobs/70/logs');
    expect(status).toBe(302);
    const location = headers.get('location') ?? '';
    expect(new URL(location).origin).not.toBe(fake.url);
    const bytes = Buffer.from(await (await fetch(location)).arrayBuffer());
    expect(bytes.toString()).toBe('\uFEFF2026-11-29T00:00:00.0000000Z ##[error]no\n');
    const before = fake.state.now();
    fake.state.now = () => before + 61_000;
    expect((await fetch(location)).status).toBe(403);
  });

  it('that is gone answers 410', async () => {
    await using fake = await openGithubFake({ runs: [{ jobs: [{ id: 1, name: 'a', log: null }] }] });
    expect(await ask(fake, 'GET actions/jobs/1/logs')).toMatchObject({ status: 410 });
  });

  it('whose storage is sent a token is a violation', async () => {
    const fake = await openGithubFake({ runs: [failed] });
    const { headers } = await ask(fake, 'GET actions/jobs/70/logs');
    await fetch(headers.get('location') ?? '', { headers: { authorization: 'token x' } });
    expect(fake.blobRequests).toMatchObject([{ hasToken: true }]);
    await expect(fake[Symbol.asyncDispose]()).rejects.toThrow(/token was sent/u);
  });
});

describe('who calls', () => {
  it.each([
    ['no token', '', 401, /Requires/u],
    ['a wrong one', 'ghs_wrong', 401, /Bad credentials/u],
    ['the token of a fork', 'ghs_fork', 403, /not accessible by integration/u],
  ])('%s', async (_name, token, status, words) => {
    await using fake = await openGithubFake({ issues: [{ title: 'a' }] });
    const options = { token, body: { body: 'hello' } };
    expect(await ask(fake, 'POST issues/1/comments', options)).toMatchObject({
      status,
      body: { message: expect.stringMatching(words) },
    });
  });

  it('with pull-requests alone may comment on a pull request, not on an issue', async () => {
    const permissions = { 'pull-requests': 'write' } as const;
    await using fake = await openGithubFake({
      tokens: { ghs_pulls: { login: 'github-actions[bot]', app: 'github-actions', permissions } },
      issues: [{ title: 'a' }],
      pulls: [{ branch: 'x', title: 'b' }],
    });
    const body = { body: 'hello' };
    expect(await ask(fake, 'POST issues/1/comments', { body })).toMatchObject({ status: 403 });
    expect(await ask(fake, 'POST issues/2/comments', { body })).toMatchObject({
      status: 201,
      body: { user: { type: 'Bot' }, performed_via_github_app: { slug: 'github-actions' } },
    });
  });
});

describe('what costs', () => {
  it('nothing: an answer that is known, told by its ETag', async () => {
    await using fake = await openGithubFake();
    const first = await ask(fake, 'GET branches');
    const headers = { 'if-none-match': first.headers.get('etag') ?? '' };
    expect(await ask(fake, 'GET branches', { headers })).toMatchObject({ status: 304 });
    expect(fake.budget.remaining).toBe(4999);
    expect(fake.calls).toMatchObject([{ isCounted: true }, { isConditional: true, isCounted: false }]);
  });

  it('is refused when the budget is used up, until it is given anew', async () => {
    await using fake = await openGithubFake({ now: '2026-11-29T00:00:00Z' });
    fake.budget.remaining = 1;
    expect(await ask(fake, 'GET branches')).toMatchObject({ status: 200 });
    const refused = await ask(fake, 'GET branches');
    expect(refused).toMatchObject({ status: 403, body: { message: expect.stringMatching(/rate limit/u) } });
    expect(refused.headers.get('x-ratelimit-remaining')).toBe('0');
    fake.state.now = () => fake.budget.resetAtMs;
    expect(await ask(fake, 'GET branches')).toMatchObject({ status: 200 });
  });
});

describe('lists', () => {
  it('come in pages with links, also by the number of the repository', async () => {
    await using fake = await openGithubFake({ runs: Array.from({ length: 5 }, () => ({})) });
    const seen: number[] = [];
    let next: string | undefined = '/repos/acme/orders/actions/runs?per_page=2';
    while (next !== undefined) {
      const { body, headers } = await ask(fake, `GET ${next}`);
      expect(body.total_count).toBe(5);
      seen.push(body.workflow_runs.length);
      const [, url] = /<([^>]+)>; rel="next"/u.exec(headers.get('link') ?? '') ?? [];
      next = url?.slice(fake.url.length);
    }
    expect(seen).toEqual([2, 2, 1]);
  });

  it('of runs are filtered, and then end at a thousand', async () => {
    await using fake = await openGithubFake({
      runs: [
        ...Array.from({ length: 1005 }, () => ({ createdAt: '2026-11-01T12:00:00Z' })),
        { createdAt: '2026-11-02T00:00:00Z', jobs: [{ name: 'a', conclusion: 'failure' }] },
      ],
    });
    const count = async (query: string): Promise<number> =>
      (await ask(fake, `GET actions/runs?${query}`)).body.total_count;
    expect(await count('created=2026-11-01')).toBe(1005);
    expect(await count('created=2026-11-02T00:00:00Z..*')).toBe(1);
    expect(await count('created=%3E2026-11-01&status=failure')).toBe(1);
    expect(await count('status=success')).toBe(1005);
    expect(await ask(fake, 'GET actions/runs?status=success&page=11&per_page=100')).toMatchObject({
      body: { workflow_runs: [] },
    });
  });
});

describe('a name that the repository had before', () => {
  it('is moved to the new one', async () => {
    await using fake = await openGithubFake({ repository: { formerNames: ['acme/old'] } });
    const { status, headers } = await ask(fake, 'GET /repos/acme/old/branches?per_page=1');
    expect(status).toBe(301);
    expect(await ask(fake, `GET ${headers.get('location')?.slice(fake.url.length)}`)).toMatchObject({
      status: 200,
      body: [{ name: 'main' }],
    });
    expect(await ask(fake, 'GET /repos/acme/other')).toMatchObject({ status: 404 });
  });
});

describe('a fault', () => {
  const get = { route: 'GET /repos/{owner}/{repo}', parameters: { owner: 'acme', repo: 'orders' } };
  const read = z.object({ full_name: z.string() });

  it.each([
    ['bad-token', 'bad-token'],
    ['permission', 'permission'],
    ['rate-limit', 'rate-limit'],
    ['secondary-limit', 'secondary-limit'],
    ['too-many', 'secondary-limit'],
    ['not-found', 'not-found'],
    ['conflict', 'conflict'],
    ['gone', 'gone'],
    ['invalid', 'invalid'],
    ['server', 'server'],
    ['bad-gateway', 'server'],
    ['never', 'timeout'],
    ['reset', 'network'],
    ['lost-answer', 'network'],
  ] satisfies [Fault, string][])('%s is seen by the client as %s, and passes', async (fault, kind) => {
    await using fake = await openGithubFake();
    const timeoutMs = fault === 'never' ? 100 : 5000;
    const opened = await openClient({ env: fake.env, secondMs: 1, mostWaitMs: 0, timeoutMs });
    if (!opened.ok) throw new Error(opened.fault.message);
    fake.fail(fault, { operation: 'repos/get', times: Infinity });
    expect(await opened.data.call({ ...get, read })).toMatchObject({ ok: false, fault: { kind } });
    fake.recover();
    expect(await opened.data.call({ ...get, read })).toMatchObject({ data: { full_name: 'acme/orders' } });
  });

  it('hits the calls it is meant for', async () => {
    await using fake = await openGithubFake();
    fake.fail('server', { operation: 'repos/list-branches', after: 1 });
    const seen = [];
    for (const route of ['GET ', 'GET branches', 'GET branches', 'GET branches'])
      seen.push((await ask(fake, route)).status);
    expect(seen).toEqual([200, 200, 500, 200]);
  });

  it('in which the answer was lost leaves what was done', async () => {
    await using fake = await openGithubFake({ issues: [{ title: 'a' }] });
    fake.fail('lost-answer', { operation: 'issues/create-comment' });
    await expect(ask(fake, 'POST issues/1/comments', { body: { body: 'b' } })).rejects.toThrow();
    expect(fake.state.comments).toHaveLength(1);
  });
});
