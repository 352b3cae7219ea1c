import { hash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { command, createPipeline, type Host, type RunReport } from '@sluice/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { github } from '../../src/index.ts';
import type { GithubFake } from '../fake/github-fake.ts';
import { operations, placeOf } from './place.ts';

let cwd: string;
beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'sluice-report-'));
});
afterEach(async () => rm(cwd, { recursive: true, force: true }));

type Env = Readonly<Record<string, string | undefined>>;

/** A run of two checks of which one fails, with nobody alerted. */
async function runWith(
  env: Env,
  {
    ids = [],
    options = {},
  }: { readonly ids?: readonly string[]; readonly options?: Parameters<typeof github>[0] } = {},
): Promise<RunReport> {
  const checks = [command('unit', ['false']), command('lint', ['true'])];
  const host: Host = {
    env: { PATH: process.env['PATH'], ...env },
    now: Date.now,
    cpus: 2,
    platform: 'linux',
    arch: 'x64',
    nodeVersion: '24.0.0',
    pid: 1,
  };
  return createPipeline({ plugins: [github({ alert: false, ...options })], checks }).run({
    cwd,
    host,
    ...(ids.length > 0 ? { ids } : {}),
  });
}

async function runFile(name: string): Promise<string> {
  const runs = join(cwd, '.sluice/runs');
  const [newest = ''] = (await readdir(runs)).toSorted().toReversed();
  return readFile(join(runs, newest, name), 'utf8');
}

const writes = ({ calls }: GithubFake): number => calls.filter(({ method }) => method !== 'GET').length;

describe('a run in Actions', () => {
  it('is shown everywhere, and tells in deliveries.json that it is', async () => {
    await using place = await placeOf();
    const summary = join(cwd, 'summary.md');
    const report = await runWith({ ...(await place.envOf()), GITHUB_STEP_SUMMARY: summary });
    expect(report.verdict.level).toBe('block');
    const { comments, checkRuns, statuses } = place.fake.state;
    expect([comments.length, checkRuns.length, statuses.length]).toEqual([1, 1, 1]);
    const evidence = hash('sha256', await runFile('evidence.json'));
    expect(checkRuns[0]?.externalId).toBe(`sluice:9001:1:${evidence}`);
    expect(comments[0]?.body).toContain(`evidence sha256 \`${evidence.slice(0, 12)}…\``);
    expect(await readFile(summary, 'utf8')).toContain('### ⛔ Sluice: blocked');
    expect(JSON.parse(await runFile('badge.json'))).toMatchObject({ label: 'sluice', message: 'blocked' });
    expect(JSON.parse(await runFile('deliveries.json')).deliveries).toContainEqual({
      source: 'github',
      name: 'delivery',
      isDelivered: true,
    });
  }, 60_000);

  it('keeps its verdict when GitHub refuses, and names what was lost without the token', async () => {
    await using place = await placeOf();
    place.fake.fail('permission', { times: Infinity });
    const env = await place.envOf();
    const report = await runWith(env);
    expect(report.verdict.level).toBe('block');
    const text = await runFile('deliveries.json');
    expect(text).toMatch(/comment, check, status: The token may not do this/u);
    expect(text).not.toContain(env['GITHUB_TOKEN']);
  }, 60_000);

  it('of some checks is none of which anything is said', async () => {
    await using place = await placeOf();
    const summary = join(cwd, 'summary.md');
    await runWith({ ...(await place.envOf()), GITHUB_STEP_SUMMARY: summary }, { ids: ['repo/lint'] });
    expect(operations(place.fake)).toEqual({});
    await expect(stat(summary)).rejects.toThrow('ENOENT');
  }, 60_000);

  it('that is recorded for another job is delivered by that one', async () => {
    await using place = await placeOf();
    const record = join(cwd, 'record');
    const report = await runWith({
      ...(await place.envOf()),
      GITHUB_TOKEN: undefined,
      SLUICE_GITHUB_RECORD: record,
    });
    expect(JSON.parse(await readFile(join(record, 'report.json'), 'utf8'))).toEqual(report);
    expect(JSON.parse(await readFile(join(record, 'badge.json'), 'utf8'))).toMatchObject({
      message: 'blocked',
    });
    for (const file of ['report.json', 'evidence.json'])
      expect(await readFile(join(record, file), 'utf8')).toBe(await runFile(file));
    expect(await runFile('deliveries.json')).not.toContain('"isDelivered": false');
    expect(operations(place.fake)).toEqual({});
  }, 60_000);

  it('is shown where the options say and nowhere else', async () => {
    await using place = await placeOf();
    const summary = join(cwd, 'summary.md');
    await runWith(
      { ...(await place.envOf()), GITHUB_STEP_SUMMARY: summary },
      { options: { report: { comment: false, check: false, status: false, summary: false } } },
    );
    expect(writes(place.fake)).toBe(0);
    await expect(stat(summary)).rejects.toThrow('ENOENT');
  }, 60_000);

  it('writes no more into a summary than there is room for, and says when there is none', async () => {
    await using place = await placeOf();
    const summary = join(cwd, 'summary.md');
    const env = {
      ...(await place.envOf()),
      GITHUB_STEP_SUMMARY: summary,
      SLUICE_GITHUB_RECORD: join(cwd, 'r'),
    };
    await writeFile(summary, 'x'.repeat(1024 * 1024 - 10_000));
    await runWith(env);
    expect((await stat(summary)).size).toBeLessThanOrEqual(1024 * 1024);
    expect(await readFile(summary, 'utf8')).toContain('⛔ Sluice: blocked');
    await writeFile(summary, 'x'.repeat(1024 * 1024 - 100));
    expect((await runWith(env)).verdict.level).toBe('block');
    expect(await runFile('deliveries.json')).toContain('The summary of the step is full');
  }, 60_000);
});

describe('a run elsewhere', () => {
  it('sends nothing, whatever tokens there are', async () => {
    await using place = await placeOf();
    await runWith({ ...(await place.envOf()), GITHUB_ACTIONS: undefined });
    expect(operations(place.fake)).toEqual({});
    expect(await runFile('deliveries.json')).not.toContain('"isDelivered": false');
  }, 60_000);
});
