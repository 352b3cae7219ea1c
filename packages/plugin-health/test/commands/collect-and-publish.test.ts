import { isCiError } from '@sluice/core';
import { tempWorkspace, type TempWorkspace } from '@sluice/core/testing';
import { describe, expect, it } from 'vitest';
import type { GithubFake } from '../../../plugin-github/test/fake/github-fake.ts';
import { openGithubFake } from '../../../plugin-github/test/fake/open-github-fake.ts';
import { healthCommand } from '../../src/commands/health.ts';
import type { HealthDocument } from '../../src/figures/health-document.ts';

const HOUR_MS = 60 * 60 * 1000;

/** A config without imports: a plugin is a plain object. */
const config = (options: object): string =>
  `export default { plugins: [{ apiVersion: 1, name: 'health', version: '0.0.0', rawOptions: ${JSON.stringify(options)}, definition: { name: 'health', version: '0.0.0', setup() {} } }] };`;

interface Said {
  readonly out: string;
  readonly err: string;
}

async function health(
  { dir }: TempWorkspace,
  env: GithubFake['env'],
  ...argv: readonly string[]
): Promise<Said> {
  let [out, err] = ['', ''];
  try {
    await healthCommand({
      cwd: dir,
      calledFrom: dir,
      argv,
      env,
      signal: new AbortController().signal,
      out: (text) => void (out += text),
      err: (text) => void (err += text),
    });
  } catch (error) {
    if (!isCiError(error)) throw error;
    err += error.problems.map(({ code, message, hint }) => `${code}: ${message} ${hint}\n`).join('');
  }
  return { out, err };
}

/** Runs of the last three days, as many of them failures as said: an alert since yesterday. */
async function fakeWith(failures: number): Promise<GithubFake> {
  const fake = await openGithubFake({
    workflows: [{ name: 'CI', path: '.github/workflows/ci.yml' }],
  });
  for (let index = 0; index < 20; index += 1) {
    const at = new Date(Date.now() - (30 + index) * HOUR_MS).toISOString();
    const conclusion = index < failures ? 'failure' : 'success';
    fake.addRun({
      createdAt: at,
      startedAt: at,
      updatedAt: at,
      jobs: [{ name: 'test', conclusion, startedAt: at, completedAt: at }],
    });
  }
  return fake;
}

describe('sluice health --collect', () => {
  it('reads from GitHub, says how it went on stderr, and shows the figures, later without asking', async () => {
    await using fake = await fakeWith(2);
    await using folder = await tempWorkspace({});
    const { out, err } = await health(folder, fake.env, '--collect', '--json');
    expect(JSON.parse(out)).toMatchObject({
      status: 'good',
      figures: {
        decided: 20,
        success: 18,
        defaultBranch: { branch: 'main' },
        hotSpots: [{ job: 'test', failures: 2 }],
      },
    });
    expect(err).toMatch(
      /^collected: acme\/orders, 20 new attempts, jobs of 20, \d+ calls\nalert: ok since /u,
    );
    const before = fake.calls.length;
    const again = JSON.parse((await health(folder, {}, '--json')).out) as HealthDocument;
    expect(again.figures).toMatchObject({ decided: 20, data: { source: 'health.db', partial: false } });
    expect(fake.calls).toHaveLength(before);
  });

  it('says in the figures what it could not read', async () => {
    await using fake = await fakeWith(2);
    await using folder = await tempWorkspace({});
    fake.fail('permission', { operation: 'actions/list-jobs-for-workflow-run-attempt', times: Infinity });
    const { out } = await health(folder, fake.env, '--collect');
    expect(out).toMatch(/partial: reading from GitHub stopped: .*\(GITHUB_PERMISSION\)/u);
  });

  it.each([
    [{}, ['--collect'], 'USAGE: --collect needs to know which repository'],
    [{ GITHUB_REPOSITORY: 'acme/orders' }, ['--collect'], 'GITHUB_NO_TOKEN'],
    [{}, ['--publish'], 'USAGE: --publish needs --collect'],
    [{}, ['--publish', '--collect', '--at', '2026-01-01'], 'do not go together'],
    [{}, ['--collect', '--runs', 'a.json'], 'two sources'],
  ])('refuses %j %j', async (env, argv, said) => {
    await using folder = await tempWorkspace({});
    const { out, err } = await health(folder, env, ...argv);
    expect([out, err]).toEqual(['', expect.stringContaining(said) as string]);
  });
});

describe('sluice health --publish', () => {
  it('opens the issue and commits the report, and the second time has nothing to open', async () => {
    await using fake = await fakeWith(14);
    await using folder = await tempWorkspace({ 'ci.config.mjs': config({ commit: {} }) });
    const first = await health(folder, fake.env, '--collect', '--publish');
    expect(first.err).toMatch(
      /alert: alert since .*\nissue: created, https:\/\/github.com\/acme\/orders\/issues\/\d+\nreport: 4 files committed\n$/u,
    );
    expect(first.out).toContain('ALERT: 30.0 %');
    const second = await health(folder, fake.env, '--collect', '--publish');
    expect(second.err).toMatch(/\nissue: (?:updated|nothing), /u);
    expect(fake.state.issues.size).toBe(1);
    expect(fake.state.refs.has('heads/ci-health')).toBe(true);
    const [issue] = fake.state.issues.values();
    Object.defineProperty(issue, 'body', {
      get: () => '<!-- ci-health:v1 --> of somebody else',
      set: () => {},
    });
    const third = await health(folder, fake.env, '--collect', '--publish');
    expect(third.err).toContain('HEALTH_NOT_VERIFIED: GitHub took the issue, and has something else now.');
  }, 120_000);

  it('shows the figures, and the fault, when GitHub lets it write nothing', async () => {
    await using fake = await fakeWith(14);
    await using folder = await tempWorkspace({});
    fake.fail('permission', { operation: 'issues/create', times: Infinity });
    const { out, err } = await health(folder, fake.env, '--collect', '--publish');
    expect(out).toContain('ALERT: 30.0 %');
    expect(err).toMatch(/GITHUB_PERMISSION: The token may not do this/u);
  }, 60_000);

  it('opens a pull request of the report, and says which setting is off when it may not', async () => {
    await using fake = await fakeWith(2);
    await using folder = await tempWorkspace({
      'ci.config.mjs': config({ alert: false, commit: { pullRequest: true } }),
    });
    fake.state.mayActionsOpenPulls = false;
    const refused = await health(folder, fake.env, '--collect', '--publish');
    expect(refused.out).toContain('GOOD: 90.0 %');
    expect(refused.err).toMatch(/files committed\nGITHUB_PERMISSION: .*not permitted to create/u);
    expect(refused.err).toContain('Allow GitHub Actions to create and approve pull requests');
    fake.state.mayActionsOpenPulls = true;
    const opened = await health(folder, fake.env, '--collect', '--publish');
    expect(opened.err).toMatch(/\npull request: opened, https:\/\/github\.com\/acme\/orders\/pull\/1\n$/u);
    expect(fake.state.pulls.get(1)?.head.sha).toBe(fake.state.refs.get('heads/ci-health'));
  }, 60_000);

  it('commits to no default branch', async () => {
    await using fake = await fakeWith(0);
    await using folder = await tempWorkspace({
      'ci.config.mjs': config({ alert: false, commit: { branch: 'main' } }),
    });
    const { err } = await health(folder, fake.env, '--collect', '--publish');
    expect(err).toContain('HEALTH_COMMIT_BRANCH');
  });
});
