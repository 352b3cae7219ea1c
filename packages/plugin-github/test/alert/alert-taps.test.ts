import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { command, createPipeline, type Host, type RunReport } from '@sluice/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { github } from '../../src/index.ts';
import type { GithubFake } from '../fake/github-fake.ts';
import { eventOf } from '../environment/events.ts';
import { openGithubFake } from '../fake/open-github-fake.ts';

let cwd: string;
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'sluice-alert-'));
  const { payload } = eventOf('push', ({ repository }) => void (repository.full_name = 'octo-org/octo-repo'));
  await writeFile(join(cwd, 'event.json'), JSON.stringify(payload));
});
afterAll(async () => rm(cwd, { recursive: true, force: true }));

/** Nothing is reported but the alert. */
const QUIET = { comment: false, check: false as const, status: false as const, summary: false };

/** A run of one check as a push to main would start it, with a pipeline of its own. */
async function runIn(
  fake: GithubFake,
  {
    runId,
    isRed = true,
    env = {},
    options = {},
    ids = [],
  }: {
    readonly runId: number;
    readonly isRed?: boolean;
    readonly env?: Readonly<Record<string, string>>;
    readonly options?: Parameters<typeof github>[0];
    readonly ids?: readonly string[];
  },
): Promise<RunReport> {
  const host: Partial<Host> = {
    env: {
      PATH: process.env['PATH'],
      GITHUB_ACTIONS: 'true',
      GITHUB_EVENT_NAME: 'push',
      GITHUB_EVENT_PATH: join(cwd, 'event.json'),
      GITHUB_REF: 'refs/heads/main',
      GITHUB_SHA: 'a'.repeat(40),
      GITHUB_RUN_ID: String(runId),
      GITHUB_RUN_ATTEMPT: '1',
      GITHUB_ACTOR: 'octo',
      GITHUB_SERVER_URL: 'https://github.com',
      ...fake.env,
      ...env,
    },
  };
  const checks = [command('unit', [isRed ? 'false' : 'true']), command('lint', ['true'])];
  const plugins = [github({ report: QUIET, ...options })];
  return createPipeline({ plugins, checks }).run({
    cwd,
    host: {
      now: Date.now,
      cpus: 2,
      platform: 'linux',
      arch: 'x64',
      nodeVersion: '24.0.0',
      pid: 1,
      ...host,
    } as Host,
    ...(ids.length > 0 ? { ids } : {}),
  });
}

const states = (fake: GithubFake): readonly string[] =>
  [...fake.state.issues.values()].map(({ title, state }) => `${title}: ${state}`);

describe('a run on the default branch', () => {
  it('that is blocked opens an issue and notes it, and one that passes closes it', async () => {
    await using fake = await openGithubFake({ repository: { owner: 'octo-org', name: 'octo-repo' } });
    const red = await runIn(fake, { runId: 7 });
    expect(red.verdict.level).toBe('block');
    expect(red.notes).toEqual([
      { source: 'github', message: expect.stringMatching(/^ci-broken: opened https?:\/\//u) },
    ]);
    expect(states(fake)).toEqual(['main is broken: open']);
    await runIn(fake, { runId: 8, isRed: false });
    expect(states(fake)).toEqual(['main is broken: closed']);
  });

  it('keeps its verdict when GitHub refuses, and says what was not delivered without the token', async () => {
    await using fake = await openGithubFake({ repository: { owner: 'octo-org', name: 'octo-repo' } });
    fake.fail('permission', { times: Infinity });
    const red = await runIn(fake, { runId: 7 });
    expect(red.verdict.level).toBe('block');
    expect(red.notes).toMatchObject([
      { message: expect.stringMatching(/the alert was not delivered: GITHUB_PERMISSION: .*doctor/u) },
    ]);
    expect(JSON.stringify(red)).not.toContain(fake.env['GITHUB_TOKEN']);
    const green = await runIn(fake, { runId: 8, isRed: false });
    expect(green.verdict.level).toBe('pass');
  });

  it.each([
    ['that is recorded for another job', () => ({ env: { SLUICE_GITHUB_RECORD: join(cwd, 'record') } })],
    ['outside of Actions', () => ({ env: { GITHUB_ACTIONS: '' } })],
    ['of some of its checks', () => ({ ids: ['repo/unit'] })],
    ['of a config without alerts', () => ({ options: { alert: false as const } })],
  ])('%s alerts nobody', async (_, given) => {
    await using fake = await openGithubFake({ repository: { owner: 'octo-org', name: 'octo-repo' } });
    const red = await runIn(fake, { runId: 7, ...given() });
    expect(red.verdict.level).toBe('block');
    expect(red.notes).toEqual([]);
    expect(fake.calls).toEqual([]);
  });

  it('says so when the payload is missing, there is no token, or the webhook has no address', async () => {
    await using fake = await openGithubFake({ repository: { owner: 'octo-org', name: 'octo-repo' } });
    const notes = async (given: Omit<Parameters<typeof runIn>[1], 'runId'>): Promise<string> =>
      (await runIn(fake, { runId: 7, ...given })).notes.map(({ message }) => message).join('\n');
    expect(await notes({ env: { GITHUB_EVENT_PATH: '/nowhere' } })).toContain('GITHUB_PAYLOAD_MISSING');
    expect(await notes({ env: { GITHUB_TOKEN: '' } })).toContain('GITHUB_NO_TOKEN');
    expect(await notes({ options: { alert: { webhook: true } } })).toContain(
      'SLUICE_ALERT_WEBHOOK is not set',
    );
  });
});
