import { describe, expect, it } from 'vitest';
import { ask } from './ask.ts';
import { openGithubFake } from './open-github-fake.ts';
import { blobSha } from './state/blob-sha.ts';

const base64 = (text: string): string => Buffer.from(text).toString('base64');

describe('comments', () => {
  it('end at 65,536 characters, and cannot be blank', async () => {
    await using fake = await openGithubFake({ issues: [{ title: 'a' }] });
    const write = async (body: string) => ask(fake, 'POST issues/1/comments', { body: { body } });
    expect(await write('a'.repeat(65_536))).toMatchObject({ status: 201 });
    const long = await write('a'.repeat(65_537));
    expect(long).toMatchObject({
      status: 422,
      body: { errors: [{ message: 'body is too long (maximum is 65536 characters)' }] },
    });
    expect(await write(' ')).toMatchObject({ status: 422 });
  });

  it('that were deleted are not found, and those of others are not for an app to change', async () => {
    await using fake = await openGithubFake({
      issues: [
        { title: 'a', comments: [{ body: 'of a person' }, { body: 'ours', author: 'github-actions[bot]' }] },
      ],
    });
    const [first, second] = fake.state.comments.map(({ id }) => `issues/comments/${id}`);
    const body = { body: 'b' };
    expect(await ask(fake, `PATCH ${first}`, { body })).toMatchObject({ status: 403 });
    expect(await ask(fake, `PATCH ${first}`, { body, token: 'ghp_person' })).toMatchObject({ status: 200 });
    expect(await ask(fake, `DELETE ${second}`)).toMatchObject({ status: 204 });
    expect(await ask(fake, `PATCH ${second}`, { body })).toMatchObject({ status: 404 });
  });
});

describe('issues', () => {
  it('are found by label and state, closed and opened again', async () => {
    await using fake = await openGithubFake({
      issues: [
        { title: 'one', labels: ['ci-health', 'bug'] },
        { title: 'two', labels: ['CI-Health'], state: 'closed' },
        { title: 'three' },
      ],
      pulls: [{ branch: 'x', title: 'four', labels: ['ci-health'] }],
    });
    const titles = async (query: string): Promise<string[]> =>
      (await ask(fake, `GET issues?${query}`)).body.map(({ title }: { title: string }) => title);
    expect(await titles('labels=ci-health')).toEqual(['four', 'one']);
    expect(await titles('labels=ci-health,bug')).toEqual(['one']);
    expect(await titles('labels=ci-health&state=closed')).toEqual(['two']);
    expect(await titles('state=all&direction=asc')).toEqual(['one', 'two', 'three', 'four']);
    const open = await ask(fake, 'PATCH issues/2', { body: { state: 'open' } });
    expect(open).toMatchObject({ body: { state: 'open', state_reason: 'reopened', closed_at: null } });
  });

  it('that are switched off answer 410, and make the labels they are given', async () => {
    await using fake = await openGithubFake();
    const body = { title: 'a', labels: ['new'] };
    expect(await ask(fake, 'POST issues', { body })).toMatchObject({ status: 201 });
    expect(await ask(fake, 'GET labels/new')).toMatchObject({ body: { color: 'ededed' } });
    const label = { name: 'NEW', color: 'ffffff' };
    expect(await ask(fake, 'POST labels', { body: label })).toMatchObject({
      status: 422,
      body: { errors: [{ code: 'already_exists' }] },
    });
    fake.state.hasIssues = false;
    expect(await ask(fake, 'POST issues', { body })).toMatchObject({ status: 410 });
  });
});

describe('pull requests', () => {
  it('are opened once from a branch, move with it while they are open, and keep their head when closed', async () => {
    await using fake = await openGithubFake({ branches: [{ name: 'reports' }, { name: 'other' }] });
    const open = async (more: object = {}) =>
      ask(fake, 'POST pulls', { body: { title: 't', head: 'reports', base: 'main', ...more } });
    const refusal = (message: string) => ({ status: 422, body: { errors: [{ message }] } });
    const write = async (path: string) =>
      ask(fake, `PUT contents/${path}`, { body: { message: 'm', content: '', branch: 'reports' } });
    const first = await open({ body: 'b' });
    expect(first).toMatchObject({
      status: 201,
      body: { number: 1, state: 'open', body: 'b', head: { label: 'acme:reports', ref: 'reports' } },
    });
    expect(await open({ head: 'acme:reports' })).toMatchObject(
      refusal('A pull request already exists for acme:reports.'),
    );
    await write('one.md');
    const moved = fake.state.refs.get('heads/reports');
    expect(moved).not.toBe(first.body.head.sha);
    const closed = await ask(fake, 'PATCH pulls/1', { body: { title: 'u', body: 'c', state: 'closed' } });
    expect(closed).toMatchObject({
      body: { title: 'u', body: 'c', state: 'closed', head: { sha: moved }, changed_files: 1 },
    });
    await write('two.md');
    expect(await ask(fake, 'GET pulls/1')).toMatchObject({ body: { head: { sha: moved } } });
    expect(await ask(fake, 'PATCH pulls/1', { body: { base: 'nowhere' } })).toMatchObject({ status: 422 });
    expect(await ask(fake, 'PATCH pulls/9', { body: { title: 'u' } })).toMatchObject({ status: 404 });
    expect(await open({ base: 'other' })).toMatchObject({ status: 201, body: { base: { ref: 'other' } } });
    expect(await open()).toMatchObject({ status: 201, body: { number: 3 } });
    expect(await ask(fake, 'PATCH pulls/1', { body: { state: 'open' } })).toMatchObject({ status: 422 });
  });

  it('need something to merge, both branches, and the setting for tokens of Actions', async () => {
    await using fake = await openGithubFake({ pulls: [{ branch: 'x', title: 'merged', isMerged: true }] });
    const open = async (more: object, token?: string) =>
      ask(fake, 'POST pulls', {
        body: { title: 't', head: 'x', base: 'main', ...more },
        ...(token === undefined ? {} : { token }),
      });
    const refusal = (errors: object) => ({ status: 422, body: { errors: [errors] } });
    expect(await open({ head: 'main' })).toMatchObject(
      refusal({ message: 'No commits between main and main' }),
    );
    expect(await open({ head: 'y' })).toMatchObject(refusal({ code: 'invalid', field: 'head' }));
    expect(await open({ base: 'y' })).toMatchObject(refusal({ code: 'invalid', field: 'base' }));
    expect(await ask(fake, 'PATCH pulls/1', { body: { state: 'open' } })).toMatchObject({ status: 422 });
    fake.state.mayActionsOpenPulls = false;
    expect(await open({})).toMatchObject({ status: 403 });
    expect(await open({}, 'ghp_person')).toMatchObject({ status: 201 });
  });
});

describe('check runs', () => {
  it('gather annotations over calls, are complete with a conclusion, and are of apps alone', async () => {
    await using fake = await openGithubFake();
    const sha = fake.state.refs.get('heads/main') ?? '';
    const output = (line: number) => ({
      title: 't',
      summary: 's',
      annotations: [
        { path: 'a', start_line: line, end_line: line, annotation_level: 'failure', message: 'm' },
      ],
    });
    const body = { name: 'sluice/report', head_sha: sha, output: output(1) };
    expect(await ask(fake, 'POST check-runs', { body, token: 'ghp_person' })).toMatchObject({ status: 403 });
    const created = await ask(fake, 'POST check-runs', { body });
    expect(created).toMatchObject({
      body: { status: 'queued', conclusion: null, app: { slug: 'github-actions' } },
    });
    const path = `check-runs/${created.body.id}`;
    const ended = await ask(fake, `PATCH ${path}`, { body: { conclusion: 'success', output: output(2) } });
    expect(ended).toMatchObject({ body: { status: 'completed', output: { annotations_count: 2 } } });
    expect((await ask(fake, `GET ${path}/annotations`)).body).toMatchObject([
      { start_line: 1 },
      { start_line: 2 },
    ]);
    await ask(fake, 'POST check-runs', { body });
    const all = async (query: string): Promise<number> =>
      (await ask(fake, `GET commits/${sha}/check-runs?${query}`)).body.total_count;
    expect([
      await all('check_name=sluice/report'),
      await all('filter=all'),
      await all('check_name=x'),
    ]).toEqual([1, 2, 0]);
    const unknown = { ...body, head_sha: 'f'.repeat(40) };
    expect(await ask(fake, 'POST check-runs', { body: unknown })).toMatchObject({ status: 422 });
  });
});

describe('files', () => {
  it('are written with the id of what they replace, on a branch of their own too', async () => {
    await using fake = await openGithubFake({ files: { 'a.md': 'one\n' } });
    const put = async (body: object, path = 'a.md') =>
      ask(fake, `PUT contents/${path}`, { body: { message: 'm', content: base64('two\n'), ...body } });
    expect(await put({})).toMatchObject({ status: 422 });
    expect(await put({ sha: '0'.repeat(40) })).toMatchObject({ status: 409 });
    expect(await put({ branch: 'reports' })).toMatchObject({ status: 404 });
    expect(await put({ sha: blobSha('one\n') })).toMatchObject({ status: 200 });
    const { body } = await ask(fake, 'GET contents/a.md');
    expect(Buffer.from(body.content, 'base64').toString()).toBe('two\n');
    expect(body.sha).toBe(blobSha('two\n'));
    expect(await put({}, 'new.md')).toMatchObject({ status: 201 });
    const raw = await ask(fake, 'GET contents/new.md', {
      headers: { accept: 'application/vnd.github.raw+json' },
    });
    expect(raw.body).toBe('two\n');
    expect(await ask(fake, 'GET contents/none.md')).toMatchObject({ status: 404 });
  });

  it('of workflows are not for the token of a workflow', async () => {
    await using fake = await openGithubFake();
    const body = { message: 'm', content: base64('name: x') };
    expect(await ask(fake, 'PUT contents/.github/workflows/x.yml', { body })).toMatchObject({ status: 403 });
  });
});

describe('refs', () => {
  it('are made once, and moved forward unless forced', async () => {
    await using fake = await openGithubFake({ branches: [{ name: 'topic', files: { b: 'b' } }] });
    const [main, topic] = ['main', 'topic'].map((name) => fake.state.refs.get(`heads/${name}`));
    const make = { ref: 'refs/heads/reports', sha: main };
    expect(await ask(fake, 'POST git/refs', { body: make })).toMatchObject({ status: 201 });
    expect(await ask(fake, 'POST git/refs', { body: make })).toMatchObject({
      status: 422,
      body: { message: 'Reference already exists' },
    });
    const move = async (body: object) => ask(fake, 'PATCH git/refs/heads/reports', { body });
    expect(await move({ sha: topic })).toMatchObject({ status: 200 });
    expect(await move({ sha: main })).toMatchObject({
      status: 422,
      body: { message: 'Update is not a fast forward' },
    });
    expect(await move({ sha: main, force: true })).toMatchObject({ status: 200 });
    expect(await ask(fake, 'GET compare/main...topic')).toMatchObject({
      body: { status: 'ahead', ahead_by: 1, behind_by: 0, files: [{ filename: 'b', status: 'added' }] },
    });
  });
});

describe('pull requests', () => {
  it('of forks are found by owner and branch, and by their commit only where GitHub knows it', async () => {
    await using fake = await openGithubFake({
      pulls: [
        { branch: 'x', title: 'own' },
        { branch: 'x', title: 'of a fork', fork: 'mallory/orders' },
        { branch: 'y', title: 'of a fork that is gone', fork: null, isKnownByCommit: true },
      ],
    });
    const titles = async (path: string): Promise<string[]> =>
      (await ask(fake, `GET ${path}`)).body.map(({ title }: { title: string }) => title);
    const sha = (number: number): string => fake.state.pulls.get(number)?.head.sha ?? '';
    expect(await titles('pulls?head=mallory:x')).toEqual(['of a fork']);
    expect(await titles('pulls?head=acme:x')).toEqual(['own']);
    expect(await titles(`commits/${sha(1)}/pulls`)).toEqual(['own']);
    expect(await titles(`commits/${sha(2)}/pulls`)).toEqual([]);
    expect((await ask(fake, 'GET pulls/3')).body.head).toMatchObject({ repo: null, user: null, ref: 'y' });
  });
});

describe('statuses', () => {
  it('are combined by the newest of each context, and say little', async () => {
    await using fake = await openGithubFake();
    const sha = fake.state.refs.get('heads/main');
    const set = async (state: string, description: string) =>
      ask(fake, `POST statuses/${sha}`, { body: { state, context: 'sluice/report', description } });
    await set('failure', 'no');
    await set('success', 'yes');
    expect((await ask(fake, `GET commits/${sha}/status`)).body).toMatchObject({
      state: 'success',
      total_count: 1,
    });
    expect((await ask(fake, `GET commits/${sha}/statuses`)).body).toHaveLength(2);
    expect(await set('success', 'x'.repeat(141))).toMatchObject({ status: 422 });
  });
});

describe('artifacts', () => {
  it('are zips on the other origin, gone when they have expired', async () => {
    await using fake = await openGithubFake({
      runs: [{ id: 7 }],
      artifacts: [
        { runId: 7, name: 'old', files: {}, isExpired: true },
        { runId: 7, name: 'report', files: { 'a/report.json': '{}' } },
      ],
    });
    const { body } = await ask(fake, 'GET actions/runs/7/artifacts');
    expect(body.artifacts.map(({ name }: { name: string }) => name)).toEqual(['report', 'old']);
    const [report, old] = body.artifacts.map(({ id }: { id: number }) => `actions/artifacts/${id}/zip`);
    expect(await ask(fake, `GET ${old}`)).toMatchObject({ status: 410 });
    const location = (await ask(fake, `GET ${report}`)).headers.get('location') ?? '';
    const bytes = Buffer.from(await (await fetch(location)).arrayBuffer());
    expect(bytes.subarray(0, 4).toString('latin1')).toBe('PK\u0003\u0004');
    expect(bytes.includes('a/report.json')).toBe(true);
  });
});
