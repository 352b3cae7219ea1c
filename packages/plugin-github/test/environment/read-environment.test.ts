import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readEnvironment } from '../../src/environment/read-environment.ts';
import { eventOf, type GivenEvent } from './events.ts';

const read = async (given: GivenEvent) =>
  readEnvironment(given.env, async () => JSON.stringify(given.payload));

const environmentOf = async (given: GivenEvent) => {
  const reading = await read(given);
  if (!reading.ok) throw new Error(reading.fault.message);
  return reading.environment;
};

const faultOf = async (given: GivenEvent) => {
  const reading = await read(given);
  return reading.ok ? undefined : reading.fault;
};

describe('the environment of a run', () => {
  it('of a pull request has its number, its tip and the branch it goes into', async () => {
    expect(await environmentOf(eventOf('pull_request'))).toMatchObject({
      event: 'pull_request',
      repository: { owner: 'acme', name: 'orders' },
      apiUrl: 'https://api.github.com',
      runId: 9001,
      attempt: 2,
      runUrl: 'https://github.com/acme/orders/actions/runs/9001',
      sha: 'a'.repeat(40),
      headSha: 'b'.repeat(40),
      headBranch: 'topic',
      defaultBranch: 'main',
      isFork: false,
      isReadOnly: false,
      pullRequest: { number: 7, isFork: false, headBranch: 'topic', baseBranch: 'main' },
    });
  });

  it.each([
    ['another repository', { full_name: 'stranger/orders' }],
    ['a repository that was deleted', null],
  ])('of a pull request from %s may only read', async (_name, repo) => {
    const given = eventOf('pull_request', (payload) => (payload.pull_request.head.repo = repo));
    expect(await environmentOf(given)).toMatchObject({ isFork: true, isReadOnly: true });
  });

  it('of a pull request by Dependabot may only read, whoever runs it again', async () => {
    const given = eventOf('pull_request', (payload) => (payload.pull_request.user.login = 'dependabot[bot]'));
    expect(await environmentOf(given)).toMatchObject({ isFork: false, isDependabot: true, isReadOnly: true });
  });

  it.each([
    ['push', { headSha: 'a'.repeat(40), headBranch: 'main' }],
    ['merge_group', { headSha: 'c'.repeat(40), headBranch: 'gh-readonly-queue/main/pr-7' }],
    ['schedule', { headSha: 'a'.repeat(40), defaultBranch: 'main' }],
    ['workflow_dispatch', { headSha: 'a'.repeat(40), headBranch: 'main' }],
    ['workflow_run', { headSha: 'd'.repeat(40), headBranch: 'topic' }],
  ] as const)('of %s has the commit that people know', async (event, facts) => {
    const environment = await environmentOf(eventOf(event));
    expect(environment).toMatchObject({ event, isFork: false, ...facts });
    expect(environment).not.toHaveProperty('pullRequest');
  });

  it('of a finished run names that run', async () => {
    expect((await environmentOf(eventOf('workflow_run'))).finishedRun).toEqual({
      id: 77,
      attempt: 1,
      event: 'pull_request',
      headSha: 'd'.repeat(40),
      headBranch: 'topic',
      isFork: false,
      conclusion: 'failure',
    });
  });

  it('of a schedule without a repository in its payload takes the default branch from the ref', async () => {
    const given = eventOf('schedule', (payload) => delete payload.repository);
    expect(await environmentOf(given)).toMatchObject({ defaultBranch: 'main' });
  });

  it('has the addresses of a server of its own', async () => {
    const { env, payload } = eventOf('push');
    const own = { GITHUB_API_URL: 'https://git.example/api/v3/', GITHUB_SERVER_URL: 'https://git.example' };
    expect(await environmentOf({ env: { ...env, ...own }, payload })).toMatchObject({
      apiUrl: 'https://git.example/api/v3',
      runUrl: 'https://git.example/acme/orders/actions/runs/9001',
    });
  });

  it('cannot be changed, and holds no token', async () => {
    const { env, payload } = eventOf('pull_request');
    const environment = await environmentOf({ env: { ...env, GITHUB_TOKEN: 'ghs_secret' }, payload });
    expect(() => Object.assign(environment.repository, { owner: 'x' })).toThrow(TypeError);
    expect(JSON.stringify(environment)).not.toContain('ghs_secret');
  });
});

describe('a fault is told', () => {
  it('outside of GitHub Actions', async () => {
    expect(await faultOf({ env: {}, payload: {} })).toMatchObject({ code: 'GITHUB_NOT_ACTIONS' });
  });

  it('of an event that nothing is reported for', async () => {
    const { env, payload } = eventOf('push');
    const fault = await faultOf({ env: { ...env, GITHUB_EVENT_NAME: 'issue_comment\n::error::x' }, payload });
    expect(fault).toMatchObject({ code: 'GITHUB_EVENT_UNKNOWN' });
    expect(fault?.message).not.toContain('\n');
  });

  it.each([
    ['GITHUB_EVENT_NAME', undefined, 'is not set'],
    ['GITHUB_REPOSITORY', '', 'is not set'],
    ['GITHUB_REPOSITORY', 'acme/..', 'owner/name'],
    ['GITHUB_REPOSITORY', 'acme/orders/../../user', 'owner/name'],
    ['GITHUB_API_URL', 'http://api.github.com', 'https address'],
    ['GITHUB_API_URL', 'https://user:pass@api.github.com', 'https address'],
    ['GITHUB_API_URL', 'file:///etc/passwd', 'https address'],
    ['GITHUB_RUN_ID', '1e9', 'positive number'],
    ['GITHUB_RUN_ID', '9999999999999999', ''],
    ['GITHUB_SHA', '--upload-pack=x', 'hash of a commit'],
    ['GITHUB_REF', '--option', 'git allows'],
    ['GITHUB_ACTOR', '@everyone', 'account'],
  ])('of the variable %s with the value %j', async (name, value, words) => {
    const { env, payload } = eventOf('push');
    const fault = await faultOf({ env: { ...env, [name]: value }, payload });
    expect(fault).toMatchObject({ code: 'GITHUB_VARIABLE_INVALID', message: expect.stringContaining(words) });
    expect(fault?.message).toContain(name);
  });

  it.each([
    ['of another event', eventOf('push').payload],
    [
      'of another repository',
      eventOf('pull_request', (payload) => (payload.repository.full_name = 'acme/other')).payload,
    ],
    ['that is no object', 'text'],
    ['that is null', null],
    ['that is a list', []],
  ])('of a payload %s', async (_name, payload) => {
    const fault = await faultOf({ env: eventOf('pull_request').env, payload });
    expect(fault).toMatchObject({ code: 'GITHUB_PAYLOAD_INVALID' });
  });

  it.each(['-rf', 'a..b', 'a\u202Eb', 'a b', 'x\n::set-output', ''])('of the branch %j', async (name) => {
    const given = eventOf('pull_request', (payload) => (payload.pull_request.head.ref = name));
    const fault = await faultOf(given);
    expect(fault).toMatchObject({ code: 'GITHUB_PAYLOAD_INVALID' });
    expect(fault?.message).toContain('pull_request.head.ref');
  });

  it('of a payload that is no JSON, missing or in a folder', async () => {
    const { env } = eventOf('push');
    const unreadable = await readEnvironment(env, async () => '{');
    expect(unreadable).toMatchObject({ ok: false, fault: { code: 'GITHUB_PAYLOAD_UNREADABLE' } });
    const cases = [join(tmpdir(), 'sluice-no-such-file.json'), tmpdir(), 'a\0b', undefined];
    for (const GITHUB_EVENT_PATH of cases) {
      const missing = await readEnvironment({ ...env, GITHUB_EVENT_PATH });
      expect(missing).toMatchObject({ ok: false, fault: { code: 'GITHUB_PAYLOAD_MISSING' } });
    }
  });

  it('of a payload that is too large, without reading all of it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sluice-payload-'));
    const file = join(folder, 'event.json');
    await writeFile(file, '');
    await truncate(file, 40 * 1024 * 1024);
    const reading = await readEnvironment({ ...eventOf('push').env, GITHUB_EVENT_PATH: file });
    await rm(folder, { recursive: true });
    expect(reading).toMatchObject({ ok: false, fault: { code: 'GITHUB_PAYLOAD_TOO_LARGE' } });
  });

  it('whatever the payload holds, never by a throw', async () => {
    const events = [
      'pull_request',
      'push',
      'merge_group',
      'schedule',
      'workflow_run',
      'workflow_dispatch',
    ] as const;
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...events), fc.json(), fc.string(), async (event, payload, text) => {
        const { env } = eventOf(event);
        for (const body of [payload, text]) {
          const reading = await readEnvironment(env, async () => body);
          expect(reading.ok).toBe(false);
        }
      }),
      { numRuns: 100 },
    );
  });
});
