import { hash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fakeProcess } from './fake-process.ts';
import { openStage, type Stage } from './stage.ts';

const isHere = process.platform === 'linux' && process.arch === 'x64';
if (!isHere)
  console.log(
    'act was not run: its wheel is pinned for Linux on x64, so no generated workflow was executed.',
  );

let stage: Stage;
const config = (flag: string): string => `
import { command, defineConfig } from '@sluice/core';
import { github } from '@sluice/plugin-github';

export default defineConfig({
  plugins: [github({ layout: 'checks' })],
  checks: [
    command('lint', ['sh', '-c', 'test ! -e ${flag}'], { inputs: ['src/**'] }),
    command('unit', ['true'], { inputs: ['src/**'] }),
    command('wish', ['false'], { level: 'optional', inputs: ['src/**'] }),
  ],
});
`;

describe.runIf(isHere)('the generated workflow under act', () => {
  beforeAll(async () => {
    stage = await openStage();
    stage.begin({ 'ci.config.ts': config(stage.flag), 'src/a.txt': 'a\n' });
  }, 200_000);
  afterAll(() => stage?.close());
  beforeEach(() => {
    for (const path of [stage.artifacts, stage.flag]) rmSync(path, { recursive: true, force: true });
  });

  /** What the job `sluice` gave as its output. */
  const verdictIn = (said: string): string | undefined => /::set-output:: verdict=(\w+)/u.exec(said)?.[1];
  const first = { GITHUB_RUN_ID: '4242', GITHUB_RUN_ATTEMPT: '1' };

  /** What the gate gathers by its pattern. */
  const parts = (): readonly string[] =>
    readdirSync(stage.artifacts)
      .filter((name) => name.startsWith('sluice-'))
      .flatMap((name) => ['--from', join(stage.artifacts, name)]);
  const repository = { full_name: 'octo/demo', default_branch: 'main' };
  const shaOf = (ref: string): string => stage.git('rev-parse', ref).trim();
  const pullOf = (head: string) => ({
    number: 7,
    user: { login: 'octo' },
    base: { ref: 'main', sha: shaOf('main'), repo: repository },
    head: { ref: 'topic', sha: shaOf('topic'), repo: { full_name: head } },
  });
  const place = { repository: { owner: 'octo', name: 'demo' } };

  it.each(['single', 'groups', 'checks'])('is valid for act in the layout %s', (layout) => {
    stage.write({ 'ci.config.ts': config(stage.flag).replace("layout: 'checks'", `layout: '${layout}'`) });
    expect(stage.sluice('generate', 'github').code).toBe(0);
    const { code, said } = stage.validate();
    stage.write({ 'ci.config.ts': config(stage.flag) });
    expect(code, said).toBe(0);
    expect(stage.sluice('generate', 'github', '--check').code).toBe(0);
  });

  it('plans, runs each check by itself, and decides as one run on this machine does', () => {
    const { code, said } = stage.act('push', first);
    expect(code, said).toBe(0);
    expect(verdictIn(said)).toBe('warn');
    // Without a token and an event that is GitHub's nothing is delivered, and nothing is red for it.
    expect(said).toContain('reporting degraded');
    expect(readdirSync(stage.artifacts).toSorted()).toEqual([
      'gate-report-1',
      'sluice-plan-1',
      'sluice-repo-lint-1',
      'sluice-repo-unit-1',
      'sluice-repo-wish-1',
    ]);
    const gated = JSON.parse(stage.sluice('gate', ...parts(), '--all', '--base', 'HEAD', '--json').stdout);
    const alone = JSON.parse(stage.sluice('run', '--all', '--json').stdout);
    expect(gated.plan.hash).toBe(alone.plan.hash);
    expect(JSON.stringify(gated.verdict)).toBe(JSON.stringify(alone.verdict));
  }, 200_000);

  it('is red for one red check, and green when a rerun of it passes, and is shown each time', async () => {
    const fake = await fakeProcess({ ...place, branches: [{ name: 'work', sha: shaOf('HEAD') }] });
    const payload = { repository, ref: 'refs/heads/main', after: shaOf('HEAD') };
    writeFileSync(stage.flag, '');
    const red = stage.act('push', { ...first, ...fake.env }, payload);
    expect(red.code, red.said).not.toBe(0);
    expect(verdictIn(red.said)).toBe('block');
    rmSync(stage.flag);
    const green = stage.act('push', { ...first, ...fake.env, GITHUB_RUN_ATTEMPT: '2' }, payload);
    const { violations, checkRuns, statuses, comments, issues } = await fake.end();
    expect(violations).toEqual([]);
    expect(checkRuns).toHaveLength(1);
    expect(comments.map(({ body }) => body)).toEqual([expect.stringMatching(/^Passes again/u)]);
    expect(checkRuns).toMatchObject([{ name: 'sluice/report', conclusion: 'success' }]);
    expect(statuses.map(({ state }) => state).toSorted()).toEqual(['failure', 'success']);
    expect(issues).toMatchObject([{ title: 'main is broken', state: 'closed' }]);
    expect(existsSync(join(stage.artifacts, 'sluice-repo-lint-1'))).toBe(true);
    expect(green.code, green.said).toBe(0);
    expect(verdictIn(green.said)).toBe('warn');
  }, 400_000);

  it('is red when a result is lost, though every check passed', () => {
    const { code, said } = stage.act('push', { ...first, STANDIN_LOST: 'repo-unit' });
    expect(code, said).not.toBe(0);
    expect(verdictIn(said)).toBe('block');
    expect(said).toContain('repo/unit must run and succeed');
  }, 200_000);

  it('is green when nothing is affected, by the proof of its own plan, and comments', async () => {
    stage.git('update-ref', 'refs/remotes/origin/main', 'HEAD');
    stage.git('checkout', '-qb', 'topic');
    stage.write({ 'README.md': 'more\n' });
    stage.git('add', 'README.md');
    stage.git('commit', '-qm', 'more');
    const pull = { number: 7, title: 'Topic', branch: 'topic', sha: shaOf('topic') };
    const fake = await fakeProcess({ ...place, pulls: [pull] });
    const payload = { repository, pull_request: pullOf('octo/demo') };
    const { code, said } = stage.act('pull_request', { ...first, ...fake.env }, payload);
    stage.git('checkout', '-q', 'main');
    const { violations, comments, checkRuns } = await fake.end();
    expect(code, said).toBe(0);
    expect(verdictIn(said)).toBe('pass');
    expect(readdirSync(stage.artifacts)).toEqual(['gate-report-1', 'sluice-plan-1']);
    expect(violations).toEqual([]);
    expect(comments.map(({ issue, body }) => [issue, body.includes('✅ Sluice: passed')])).toEqual([
      [7, true],
    ]);
    const evidence = hash('sha256', readFileSync(join(stage.artifacts, 'gate-report-1/evidence.json')));
    expect(checkRuns).toMatchObject([{ sha: shaOf('topic'), externalId: `sluice:4242:1:${evidence}` }]);
  }, 200_000);

  it('of a fork writes nothing; the workflow of the default branch comments for it', async () => {
    stage.git('checkout', '-q', 'topic');
    const fork = { number: 7, title: 'Topic', branch: 'topic', sha: shaOf('topic'), fork: 'mallory/demo' };
    const run = {
      id: 4242,
      event: 'pull_request',
      branch: 'topic',
      sha: fork.sha,
      headRepository: 'mallory/demo',
      pulls: [],
    };
    const fake = await fakeProcess({ ...place, pulls: [fork], runs: [run] });
    const own = stage.act(
      'pull_request',
      { ...first, ...fake.env },
      { repository, pull_request: pullOf('mallory/demo') },
    );
    stage.git('checkout', '-q', 'main');
    const finished = {
      repository,
      workflow_run: {
        id: 4242,
        run_attempt: 1,
        event: 'pull_request',
        conclusion: 'success',
        head_sha: fork.sha,
        head_branch: 'topic',
        head_repository: { full_name: 'mallory/demo' },
        actor: { login: 'mallory' },
      },
    };
    const next = stage.act(
      'workflow_run',
      { GITHUB_RUN_ID: '4243', GITHUB_RUN_ATTEMPT: '1', ...fake.env },
      finished,
      'pr-report.yml',
    );
    const { violations, comments, calls } = await fake.end();
    expect(own.code, own.said).toBe(0);
    expect(own.said).not.toContain('CI/report');
    expect(next.code, next.said).toBe(0);
    expect(violations).toEqual([]);
    expect(comments.map(({ issue, body }) => [issue, body.includes('✅ Sluice: passed')])).toEqual([
      [7, true],
    ]);
    expect(calls.filter(({ method }) => method !== 'GET')).toHaveLength(1);
  }, 300_000);
});
