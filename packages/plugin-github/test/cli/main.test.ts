import { mkdir, symlink, truncate } from 'node:fs/promises';
import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { main } from '../../src/cli/main.ts';
import type { RunReport } from '@sluice/core';
import { HEAD, placeOf } from '../deliver/place.ts';
import { blockedRun, passedRun } from '../report/runs.ts';
import { result, report } from '../../../core/test/report/builders.ts';

type Place = Awaited<ReturnType<typeof placeOf>>;

async function call(
  place: Place,
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>> = {},
) {
  const said: string[] = [];
  const add = (text: string): void => void said.push(text);
  const code = await main(argv, {
    env,
    cwd: place.workspace.dir,
    out: add,
    err: add,
    client: { secondMs: 1, timeoutMs: 2_000 },
  });
  return { code, said: said.join('') };
}

const record = async (place: Place, run: RunReport, folder = 'record'): Promise<void> =>
  void (await place.workspace.write({ [`${folder}/report.json`]: JSON.stringify(run) }));

const ALL = ['--comment', '--check', 'sluice/report', '--status', 'sluice/verdict'];

describe('sluice-github report', () => {
  it('delivers a recorded run and says what it did', async () => {
    await using place = await placeOf();
    await record(place, blockedRun());
    const env = await place.envOf();
    const { code, said } = await call(place, ['report', '--from', 'record', ...ALL], {
      ...env,
      GATE_RESULT: 'failure',
    });
    expect(code).toBe(0);
    expect(said).toMatch(
      /^comment: created http\S+\ncheck: created with 3 annotations \S+\nstatus: failure\n/mu,
    );
    expect(said).not.toContain('degraded');
    // A report alone, without the index that names it, is no evidence that anybody could hold it against.
    expect(place.fake.state.comments[0]?.body).not.toContain('evidence sha256');
    expect(place.fake.state.checkRuns[0]?.externalId).toBe('sluice:9001:1');
  }, 30_000);

  it.each([
    [
      'a run that passes in a job that failed',
      passedRun(),
      'failure',
      'failure',
      'Blocked: no check says so',
    ],
    ['no record at all', undefined, 'failure', 'error', 'No result'],
    ['a run that passes', passedRun(), 'success', 'success', '✅ Sluice: passed'],
  ] as const)(
    'shows %s as it is',
    async (_name, run, gate, state, text) => {
      await using place = await placeOf();
      if (run !== undefined) await record(place, run);
      await call(place, ['report', '--from', 'record', ...ALL], {
        ...(await place.envOf()),
        GATE_RESULT: gate,
      });
      expect(place.fake.state.statuses[0]?.state).toBe(state);
      expect(place.fake.state.comments[0]?.body).toContain(text);
    },
    30_000,
  );

  it('ends with 0 and a warning of the runner when nothing can be delivered', async () => {
    await using place = await placeOf();
    await record(place, blockedRun());
    const { code, said } = await call(place, ['report', '--from', 'record', ...ALL], {
      ...(await place.envOf()),
      GITHUB_TOKEN: undefined,
    });
    expect(code).toBe(0);
    expect(said).toContain('::warning title=sluice::reporting degraded: There is no token for GitHub.');
  });

  it.each([
    ['JSON that is none', '{'],
    ['another shape', '{"schemaVersion":1}'],
    ['a key that is a command', JSON.stringify({ ...blockedRun(), '\n::error::pwned': 1 })],
  ])('reads nothing of a record that is damaged: %s', async (_name, text) => {
    await using place = await placeOf();
    await place.workspace.write({ 'record/report.json': text });
    const { code, said } = await call(
      place,
      ['report', '--from', 'record', '--comment'],
      await place.envOf(),
    );
    expect(code).toBe(0);
    expect(said).toContain('::warning title=sluice::reporting degraded');
    expect(said).not.toMatch(/^::error/mu);
    expect(place.fake.state.comments[0]?.body).toContain(
      '⛔ Sluice: No result: the recorded report cannot be',
    );
    expect(place.fake.state.comments[0]?.body).not.toContain('pwned');
  });

  it('follows no link, and reads no more than 128 MiB', async () => {
    await using place = await placeOf();
    await record(place, passedRun(), 'other');
    await mkdir(place.workspace.path('record'));
    await symlink(place.workspace.path('other/report.json'), place.workspace.path('record/report.json'));
    const env = await place.envOf();
    const linked = await call(place, ['report', '--from', 'record', '--comment'], env);
    expect(linked.said).toContain('reporting degraded');
    await truncate(place.workspace.path('other/report.json'), 129 * 1024 * 1024);
    const large = await call(place, ['report', '--from', 'other', '--comment'], env);
    expect(large.said).toContain('larger than 128 MiB');
  });

  it.each([
    [[], 'no command'],
    [['post'], 'no command post'],
    [['report'], 'report needs --from'],
    [['report', '--from', 'x', '--force'], 'force'],
    [['report', '--from', 'x', '--check', 'sluice'], 'the name of the job that decides'],
    [['report', '--from', 'x', '--author', '@all'], 'no name of an account'],
  ])('is told what it does not understand: %j', async (argv, message) => {
    await using place = await placeOf();
    const { code, said } = await call(place, argv);
    expect(code).toBe(2);
    expect(said).toContain(message);
  });
});

describe('what the generated job may do', () => {
  const off = { comment: false, check: false, status: false } as const;
  const cases = [
    [{ ...off, comment: true }, ['--comment'], { 'pull-requests': 'write' }],
    [{ ...off, check: 'a/b' }, ['--check', 'a/b'], { checks: 'write', 'pull-requests': 'read' }],
    [{ ...off, status: 'a/c' }, ['--status', 'a/c'], { statuses: 'write' }],
    [{}, ALL, { 'pull-requests': 'write', checks: 'write', statuses: 'write' }],
  ] as const;

  it.each(cases)(
    'is enough, and none of it can go: %o',
    async (_options, flags, permissions) => {
      const shown = async (granted: Readonly<Record<string, 'read' | 'write'>>): Promise<string> => {
        const token = { login: 'github-actions[bot]', app: 'github-actions', permissions: granted };
        await using place = await placeOf({ tokens: { ghs_least: token } });
        await record(place, blockedRun(1_000));
        const { said } = await call(place, ['report', '--from', 'record', ...flags], await place.envOf());
        const [first] = place.fake.state.checkRuns[0]?.annotations ?? [];
        // On the changed lines first, where the pull request can be read.
        return said.includes('degraded') ||
          (flags.includes('--check' as never) && first?.['path'] !== 'src/app-3.py')
          ? 'something is missing'
          : 'all';
      };
      expect(await shown(permissions)).toBe('all');
      for (const name of Object.keys(permissions)) {
        const { [name as never]: _gone, ...rest } = permissions as Readonly<Record<string, 'read' | 'write'>>;
        expect([name, await shown(rest)]).toEqual([name, 'something is missing']);
      }
    },
    120_000,
  );
});

describe('sluice-github annotate', () => {
  it('prints commands of the runner, at most ten of a kind', async () => {
    await using place = await placeOf();
    await record(place, blockedRun(30));
    const { code, said } = await call(place, ['annotate', '--from', 'record']);
    expect(code).toBe(0);
    expect(said.trimEnd().split('\n')).toHaveLength(10);
    expect(said).toContain('21 more');
  });
});

describe('sluice-github coverage', () => {
  it('gathers what recorded runs name, and nothing from outside of their folders', async () => {
    await using place = await placeOf();
    const artifact = (name: string, path: string) => ({ name, path, bytes: 1, sha256: 'a'.repeat(64) });
    const run = (id: string, path: string) =>
      report({
        results: [result(id, { artifacts: [artifact('coverage.xml', path), artifact('junit.xml', path)] })],
      });
    await record(place, run('python/pytest@3.11', 'artifacts/coverage.xml'), 'parts/a');
    await record(place, run('python/pytest@3.12', '../../secret.xml'), 'parts/b');
    await record(place, run('python/other', 'link.xml'), 'parts/c');
    await place.workspace.write({ 'parts/a/artifacts/coverage.xml': '<coverage/>', 'secret.xml': '<s/>' });
    await symlink(place.workspace.path('secret.xml'), place.workspace.path('parts/c/link.xml'));
    const { code, said } = await call(place, ['coverage', '--from', 'parts', '--out', 'out']);
    expect(code).toBe(0);
    expect(readdirSync(place.workspace.path('out'))).toEqual(['python-pytest-3.11-coverage.xml']);
    expect(said.match(/is not in the folder of its run/gu)).toHaveLength(2);
  });
});

describe('sluice-github pr-report', () => {
  // A name that git allows, and that would be another query, a fragment or a command line.
  const branch = 'evil&state=closed#$(x)`y`"<b>';
  const fork = {
    number: 8,
    title: '@everyone <script>',
    branch,
    sha: 'd'.repeat(40),
    fork: 'mallory/orders',
  };
  const seed = {
    pulls: [{ number: 7, title: 'Topic', branch: 'topic', sha: HEAD }, fork],
    runs: [
      {
        id: 77,
        event: 'pull_request',
        branch,
        sha: fork.sha,
        headRepository: 'mallory/orders',
        conclusion: 'failure',
        pulls: [],
      },
    ],
  } as const;

  async function tell(run: RunReport | undefined, more: object = {}) {
    const place = await placeOf({ ...seed, ...more });
    if (run !== undefined) await record(place, run);
    const env = await place.envOf({ event: 'workflow_run' });
    const told = await call(place, ['pr-report', '--from', 'record'], env);
    return { place, ...told };
  }

  it('comments for a fork, on the pull request that the API knows by the commit', async () => {
    const { place, said } = await tell(blockedRun());
    await using _ = place;
    expect(said).toMatch(/^comment: created /u);
    expect(place.fake.state.comments).toMatchObject([{ issue: 8 }]);
    const body = place.fake.state.comments[0]?.body ?? '';
    expect(body).toContain(
      "> How this run ended, GitHub says; the rest is what the change's own run recorded",
    );
    expect(body).toContain('run=77 attempt=1');
    expect(body).toContain('⛔ Sluice: blocked');
    expect(body).not.toMatch(/evil|everyone|script/u);
  });

  it('believes the API and not the record, which says what it likes', async () => {
    const { place } = await tell(
      passedRun({
        runId: '1',
        commit: { sha: HEAD, branch: 'main', isDirty: false },
        trigger: { event: 'push', run: '1' },
      }),
    );
    await using _ = place;
    expect(place.fake.state.comments).toMatchObject([{ issue: 8 }]);
    const [, , headline] = (place.fake.state.comments[0]?.body ?? '')
      .split(/\n(?=#)/u)
      .join('\n')
      .split('\n\n');
    expect(`${headline}${place.fake.state.comments[0]?.body}`).toContain(
      '### ⛔ Sluice: Blocked: no check says so, but the job ended as failure',
    );
  });

  it('comments for Dependabot, whose token only reads too, though its branch is ours', async () => {
    const own = {
      number: 9,
      title: 'Bump x',
      branch: 'dependabot/x',
      sha: 'f'.repeat(40),
      author: 'dependabot[bot]',
    };
    const run = { ...seed.runs[0], branch: own.branch, sha: own.sha, headRepository: undefined };
    const { place } = await tell(blockedRun(), { pulls: [own], runs: [run] });
    await using _ = place;
    expect(place.fake.state.comments).toMatchObject([{ issue: 9 }]);
  });

  it('says that nothing was recorded where nothing was', async () => {
    const { place } = await tell(undefined);
    await using _ = place;
    expect(place.fake.state.comments[0]?.body).toContain('⛔ Sluice: No result');
  });

  it.each([
    [
      'of a branch of our own',
      { runs: [{ ...seed.runs[0], branch: 'topic', sha: HEAD, headRepository: undefined }] },
      'has reported itself',
    ],
    ['of a push', { runs: [{ ...seed.runs[0], event: 'push' }] }, 'was started by push'],
    [
      'that has been started again',
      { runs: [{ ...seed.runs[0], status: 'in_progress', conclusion: null }] },
      'started again',
    ],
    [
      'of a commit that is no tip any more',
      {
        pulls: [seed.pulls[0], { ...fork, sha: 'e'.repeat(40) }],
        branches: [{ name: 'old', sha: fork.sha }],
      },
      'no open pull request has this commit',
    ],
    [
      'of a pull request that is closed',
      { pulls: [seed.pulls[0], { ...fork, state: 'closed' }] },
      'no open pull request',
    ],
  ] as const)('says nothing for a run %s', async (_name, more, why) => {
    const { place, said } = await tell(blockedRun(), more);
    await using _ = place;
    expect(said).toContain(why);
    expect(place.fake.state.comments).toEqual([]);
  });

  it('is degraded and no more when the API is down', async () => {
    await using place = await placeOf(seed);
    await record(place, blockedRun());
    const env = await place.envOf({ event: 'workflow_run' });
    const { code, said } = await call(place, ['pr-report', '--from', 'record'], {
      ...env,
      GITHUB_API_URL: 'http://127.0.0.1:9',
    });
    expect(code).toBe(0);
    expect(said).toContain('reporting degraded: GitHub cannot be reached');
  }, 60_000);
});
