import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commands, openDoor, type Door } from './door.ts';

type Env = Readonly<Record<string, string>>;
interface Planned {
  readonly hash: string;
  readonly changes: { readonly scope: string; readonly base?: string; readonly files: readonly string[] };
  readonly checks: readonly { readonly id: string; readonly decision: string; readonly reason: string }[];
}

let door: Door;
let events: string;
let main: string;
let topic: string;

beforeAll(async () => {
  events = await realpath(await mkdtemp(join(tmpdir(), 'sluice-events-')));
  door = await openDoor({
    'ci.config.mjs': commands({
      lint: `['true'], { inputs: ['src/**'] }`,
      docs: `['true'], { inputs: ['docs/**'] }`,
      all: ['true'],
    }),
    '.gitignore': 'node_modules\n.sluice\n',
    'src/a.txt': 'a',
    'docs/b.txt': 'b',
  });
  const commit = async (files: Env): Promise<string> => {
    await door.write(files);
    door.git('add', '.');
    door.git('commit', '-qm', 'change');
    return door.git('rev-parse', 'HEAD').trim();
  };
  door.git('init', '-q');
  await commit({});
  main = await commit({ 'README.md': '' });
  door.git('checkout', '-qb', 'topic');
  await commit({ 'docs/b.txt': 'changed' });
  topic = await commit({ 'docs/c.txt': '' });
});
afterAll(async () => {
  await door[Symbol.asyncDispose]();
  await rm(events, { recursive: true, force: true });
});

async function planned(env: Env = {}): Promise<Planned> {
  const { stdout } = await door.sluice(['plan', '--json'], env);
  return JSON.parse(stdout) as Planned;
}

/** A run of GitHub Actions for an event, as far as a plan can tell. */
async function inActions(name: string, payload: unknown, more: Env): Promise<Planned> {
  const file = join(events, `${name}.json`);
  await writeFile(file, JSON.stringify(payload));
  return planned({
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_EVENT_NAME: name,
    GITHUB_EVENT_PATH: file,
    GITHUB_SHA: door.git('rev-parse', 'HEAD').trim(),
    ...more,
  });
}

describe('the plan of one commit', () => {
  it('has the same hash on a laptop, for a push of its branch, for its pull request and in the merge queue', async () => {
    const here = await planned();
    expect(here.changes).toMatchObject({ base: main, files: ['docs/b.txt', 'docs/c.txt'] });
    expect(here.checks.find(({ id }) => id === 'repo/lint')).toMatchObject({
      decision: 'skip',
      reason: `none of 2 changed files since ${main.slice(0, 7)} matches src/**`,
    });
    const pull = { pull_request: { base: { sha: main, ref: 'main' }, head: { sha: topic, ref: 'topic' } } };
    const group = { merge_group: { base_sha: main, base_ref: 'refs/heads/main', head_sha: topic } };
    const elsewhere = [
      await inActions('push', { before: `${main}`, after: topic }, { GITHUB_REF: 'refs/heads/topic' }),
      await inActions('pull_request', pull, { GITHUB_REF: 'refs/pull/1/merge', GITHUB_BASE_REF: 'main' }),
      await inActions('merge_group', group, { GITHUB_REF: 'refs/heads/gh-readonly-queue/main/pr-1' }),
    ];
    expect(elsewhere.map(({ hash }) => hash)).toEqual([here.hash, here.hash, here.hash]);
    expect(elsewhere.map(({ changes }) => changes.files)).toEqual(elsewhere.map(() => here.changes.files));
  });

  it('has the same hash at the merge commit of a pull request', async () => {
    door.git('checkout', '-q', '--detach', 'main');
    door.git('merge', '-q', '--no-ff', '-m', 'merge', 'topic');
    const pull = { pull_request: { base: { sha: main, ref: 'main' }, head: { sha: topic, ref: 'topic' } } };
    const there = await inActions('pull_request', pull, { GITHUB_BASE_REF: 'main' });
    const here = await planned();
    door.git('checkout', '-q', 'topic');
    expect([there.hash, there.changes.base]).toEqual([here.hash, here.changes.base]);
    expect(here.changes.files).toEqual(['docs/b.txt', 'docs/c.txt']);
  });

  it('has the same hash on the default branch, where everything counts', async () => {
    door.git('checkout', '-q', 'main');
    const here = await planned();
    const pushed = await inActions('push', { before: main }, { GITHUB_REF: 'refs/heads/main' });
    const scheduled = await inActions('schedule', {}, { GITHUB_REF: 'refs/heads/main' });
    door.git('checkout', '-q', 'topic');
    expect([here, pushed, scheduled].map(({ changes }) => changes.scope)).toEqual(['all', 'all', 'all']);
    expect([pushed.hash, scheduled.hash]).toEqual([here.hash, here.hash]);
  });
});
