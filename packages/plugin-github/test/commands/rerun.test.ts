import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rerunCommand } from '../../src/commands/rerun.ts';
import { LOGS } from '../rerun/logs.ts';
import { openRerunStage, type RerunStage } from '../rerun/stage.ts';
import type { RunSeed } from '../fake/state/seed.ts';

const red: RunSeed = { id: 7, jobs: [{ name: 'test', conclusion: 'failure', log: LOGS.npm }] };

async function call(stage: RerunStage, argv: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const [out, err]: [string[], string[]] = [[], []];
  const code = await rerunCommand.run({
    cwd: stage.dir,
    calledFrom: stage.dir,
    argv,
    env: { ...stage.fake.env, GITHUB_STEP_SUMMARY: join(stage.dir, 'summary.md'), ...env },
    signal: new AbortController().signal,
    out: (text) => void out.push(text),
    err: (text) => void err.push(text),
  });
  const summary = await readFile(join(stage.dir, 'summary.md'), 'utf8').catch(() => '');
  return { code, out: out.join(''), err: err.join(''), summary };
}

/** What a runner sets for a run of this event. */
async function eventOf(stage: RerunStage, event: string, payload: object): Promise<Record<string, string>> {
  const file = join(stage.dir, 'event.json');
  await writeFile(
    file,
    JSON.stringify({ repository: { full_name: 'acme/orders', default_branch: 'main' }, ...payload }),
  );
  return {
    GITHUB_ACTIONS: 'true',
    GITHUB_EVENT_NAME: event,
    GITHUB_EVENT_PATH: file,
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_RUN_ID: '99',
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_SHA: 'e'.repeat(40),
    GITHUB_REF: 'refs/heads/main',
    GITHUB_ACTOR: 'octocat',
  };
}

describe('sluice rerun', () => {
  it('runs again the run that is named, and says so here and in the summary', async () => {
    await using stage = await openRerunStage({ runs: [red] });
    const { code, out, summary } = await call(stage, ['--run', '7', '--cwd', '.']);
    expect(code).toBe(0);
    expect(out).toMatch(
      /^run 7 🔄 \[auto-rerun\] attempt 2: .*\n {2}test transient .*\n {4}line \d+ npm error/u,
    );
    expect(summary).toContain('**🔄 [auto-rerun] attempt 2:');
    expect(summary).toContain('registry.example');
    const ledger = await call(stage, ['--ledger']);
    expect(ledger.out).toMatch(/run 7 rerun transient .*registry\.example\n\n1 reruns: 0 recovered/u);
  });

  it('goes by the rules of the config, and does nothing when they have mistakes', async () => {
    await using stage = await openRerunStage({ runs: [red, { ...red, id: 8 }] });
    const config = async (triage: object): Promise<void> =>
      writeFile(join(stage.dir, 'ci.config.json'), JSON.stringify({ policy: {}, triage }));
    await config({ disable: ['no-such-rule'] });
    await expect(call(stage, ['--run', '7', '--dry-run'])).rejects.toThrow(/no-such-rule/u);
    const rule = {
      id: 'own-registry',
      category: 'permission',
      verdict: 'persistent',
      pattern: 'network request to https://registry\\.example',
      source: 'our own registry, which is down for good',
      mustMatch: ['npm error network request to https://registry.example/x failed'],
      mustNotMatch: ['npm error network request to https://other.example/x failed'],
    };
    await config({ rules: [rule] });
    const { out } = await call(stage, ['--run', '7', '--dry-run']);
    expect(out).toContain('No rerun: The job test failed for a reason that lasts (permission).');
    expect(stage.reruns()).toBe(0);
  });

  it('believes nothing of the event but the number of the run', async () => {
    await using stage = await openRerunStage({ runs: [red, { id: 8 }] });
    const run = {
      id: 8,
      run_attempt: 1,
      event: 'push',
      head_sha: 'f'.repeat(40),
      head_branch: 'main',
      conclusion: 'failure',
      head_repository: { full_name: 'acme/orders' },
    };
    const env = await eventOf(stage, 'workflow_run', { workflow_run: run });
    const { code, out } = await call(stage, [], env);
    expect([code, out]).toEqual([0, expect.stringContaining('No rerun: The run concluded success.')]);
  });

  it('looks on the hour at what waits', async () => {
    await using stage = await openRerunStage({ runs: [red] });
    const env = await eventOf(stage, 'schedule', { schedule: '37 * * * *' });
    expect(await call(stage, [], env)).toMatchObject({ code: 0, out: 'No run waits.\n' });
  });

  it('decides only, or gives one document, when asked to', async () => {
    await using stage = await openRerunStage({ runs: [red] });
    const dry = await call(stage, ['--run=7', '--dry-run', '--json']);
    expect(JSON.parse(dry.out)).toMatchObject({
      isDry: true,
      told: [{ runId: 7, isStarted: false, decision: { kind: 'rerun', reason: 'transient' } }],
    });
    expect(dry.summary).toBe('');
    expect(stage.reruns()).toBe(0);
    expect(JSON.parse((await call(stage, ['--ledger', '--json'])).out)).toEqual({
      schemaVersion: 1,
      entries: [],
    });
  });

  it('keeps to the limits that it is given', async () => {
    await using stage = await openRerunStage({
      runs: [{ ...red, jobs: [1, 2].map((id) => ({ ...red.jobs![0]!, name: `test ${id}` })) }],
    });
    const { out } = await call(stage, ['--run', '7', '--most-jobs', '1']);
    expect(out).toContain('2 jobs failed, more than 1.');
  });

  it('exits with 0 and the reason when GitHub refuses, or there is no token', async () => {
    await using stage = await openRerunStage({ runs: [red] });
    stage.fake.fail('permission', { operation: 'actions/re-run-workflow-failed-jobs' });
    const refused = await call(stage, ['--run', '7']);
    expect(refused).toMatchObject({ code: 0, summary: expect.stringContaining('not accessible') });
    const bare = await call(stage, ['--run', '7'], { GITHUB_TOKEN: '' });
    expect(bare).toMatchObject({ code: 0, err: expect.stringMatching(/no token/u) });
  });

  it.each([
    [['--run', '0'], {}, /--run takes a number/u],
    [['--run', '1;ls'], {}, /--run takes a number/u],
    [['--again'], {}, /does not understand/u],
    [['x'], {}, /does not understand/u],
    [['--per-day', 'x', '--run', '7'], {}, /--per-day/u],
    [['--run', '7'], { GITHUB_REPOSITORY: '../x' }, /GITHUB_REPOSITORY/u],
    [[], {}, /GITHUB_ACTIONS/u],
  ])('refuses %j', async (argv, env, words) => {
    await using stage = await openRerunStage();
    await expect(call(stage, argv, env)).rejects.toThrow(words);
  });

  it('shows its help', async () => {
    await using stage = await openRerunStage();
    expect(await call(stage, ['-h'])).toMatchObject({
      code: 0,
      out: expect.stringContaining('Usage: sluice rerun'),
    });
  });
});

describe('a name or a log of a stranger', () => {
  const evil = '::error::x | @octocat <img src=x> [a](https://evil.example) `b` #1 <!-- sluice -->';
  const hostile: RunSeed = {
    id: 7,
    event: 'pull_request',
    branch: 'feat/x',
    jobs: [
      {
        name: evil,
        conclusion: 'failure',
        log: [
          '##[group]Run npm ci',
          'npm ci',
          'shell: /usr/bin/bash -e {0}',
          '##[endgroup]',
          'npm error code ECONNRESET',
          `npm error network request to https://registry.example/${evil} failed, reason: read ECONNRESET`,
          '##[error]Process completed with exit code 1.',
        ],
      },
    ],
  };

  it('is text in the log, the summary and the comment', async () => {
    await using stage = await openRerunStage({ pulls: [{ branch: 'feat/x', title: evil }], runs: [hostile] });
    const { out, summary } = await call(stage, ['--run', '7']);
    expect(stage.reruns()).toBe(1);
    expect(out.split('\n').filter((line) => /^\s*::/u.test(line))).toEqual([]);
    const [comment] = stage.fake.state.comments;
    for (const text of [summary, comment?.body ?? '']) {
      const outsideCode = text.replace(/`+[^`]*`+|<code>.*?<\/code>/gu, '');
      expect(outsideCode).not.toMatch(/@octocat|<img|\]\(https:\/\/evil|#1\b/u);
      expect(text).not.toMatch(/<img/u);
    }
    expect(comment?.body.match(/<!-- sluice -->/gu)).toHaveLength(1);
  });
});
