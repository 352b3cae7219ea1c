import { describe, expect, it } from 'vitest';
import { ask } from '../../../plugin-github/test/fake/ask.ts';
import type { GithubFake } from '../../../plugin-github/test/fake/github-fake.ts';
import { openGithubFake } from '../../../plugin-github/test/fake/open-github-fake.ts';
import { githubPage } from '../../src/runs/github-page.ts';
import { exportRuns } from '../../src/store/export-runs.ts';
import type { HealthStore } from '../../src/store/health-store.ts';
import { ago, NOW, project } from './collecting.ts';

const ALL = { fromMs: 0, recentMs: 0, toMs: Number.MAX_SAFE_INTEGER };
const WORKFLOWS = [{ id: 7, name: 'CI', path: '.github/workflows/ci.yml' }];

const dump = (store: HealthStore): string => [...exportRuns(store.runs(ALL))].join('');

const IGNORED = { run: () => {}, job: () => {}, unread: () => {}, total: () => {} };

const jobsOf = (store: HealthStore): readonly string[] =>
  store
    .runs(ALL)
    .flatMap(({ jobs }) => jobs.map(({ name, class: kind }) => `${name} ${kind}`))
    .toSorted();

function addRuns(fake: GithubFake, count: number, { firstId = 1, since = 10, every = 10 } = {}): void {
  for (let index = 0; index < count; index += 1) {
    const createdAt = ago(since + (count - index) * every);
    const jobs = [{ name: 'test', conclusion: 'success', startedAt: createdAt, completedAt: createdAt }];
    fake.addRun({ id: firstId + index, createdAt, startedAt: createdAt, updatedAt: createdAt, jobs });
  }
}

describe('collecting from GitHub', () => {
  it('reads runs, earlier attempts, jobs and steps', async () => {
    await using fake = await openGithubFake({
      now: NOW,
      workflows: WORKFLOWS,
      runs: [
        {
          id: 5,
          createdAt: ago(60),
          attempts: [
            {
              conclusion: 'failure',
              startedAt: ago(60),
              updatedAt: ago(50),
              jobs: [
                {
                  name: 'test',
                  conclusion: 'failure',
                  steps: [{ name: 'pytest', conclusion: 'failure' }],
                  startedAt: ago(60),
                  completedAt: ago(50),
                },
              ],
            },
            {
              conclusion: 'success',
              startedAt: ago(40),
              updatedAt: ago(30),
              jobs: [{ name: 'test', conclusion: 'success', startedAt: ago(40), completedAt: ago(30) }],
            },
          ],
        },
      ],
    });
    await using own = await project(fake);
    expect(await own.collect()).toMatchObject({ changed: 1, withJobs: 2, missing: [] });
    expect(own.store.runs(ALL)).toMatchObject([
      {
        id: '5',
        attempt: 1,
        class: 'fail',
        jobs: [{ name: 'test', steps: [{ name: 'pytest', class: 'fail' }] }],
      },
      {
        id: '5',
        attempt: 2,
        class: 'pass',
        branch: 'main',
        url: expect.stringContaining('/runs/5') as string,
      },
    ]);
  });

  it('makes at most 105 calls for 100 new runs, and changes nothing the next time', async () => {
    await using fake = await openGithubFake({ now: NOW, workflows: WORKFLOWS });
    addRuns(fake, 150, { since: 1100 });
    await using own = await project(fake);
    await own.collect();
    addRuns(fake, 100, { firstId: 1000 });
    const before = fake.calls.length;
    expect(await own.collect()).toMatchObject({ changed: 100, withJobs: 100, missing: [] });
    expect(fake.calls.length - before).toBeLessThanOrEqual(105);
    const collected = dump(own.store);
    expect(await own.collect()).toMatchObject({ changed: 0, withJobs: 0 });
    expect(dump(own.store)).toBe(collected);
  });

  it('pays nothing of the rate limit for what did not change', async () => {
    await using fake = await openGithubFake({ now: NOW, workflows: WORKFLOWS });
    addRuns(fake, 30);
    await using own = await project(fake);
    await own.collect();
    await own.collect();
    const { remaining } = fake.budget;
    const before = fake.calls.length;
    await own.collect();
    expect(fake.calls.length).toBeGreaterThan(before);
    expect(fake.budget.remaining).toBe(remaining);
  });

  it('reads all of more than 1,000 runs in one window', async () => {
    await using fake = await openGithubFake({ now: NOW, workflows: WORKFLOWS });
    for (let index = 0; index < 2300; index += 1)
      fake.addRun({ id: index + 1, createdAt: ago(10 + index * 4), updatedAt: ago(9 + index * 4) });
    await using own = await project(fake);
    expect(await own.collect({ mostCalls: 60 })).toMatchObject({ changed: 2300 });
    expect(own.store.extent().attempts).toBe(2300);
  });

  it('says so when there are more in one hour than GitHub gives', async () => {
    await using fake = await openGithubFake({ now: NOW, workflows: WORKFLOWS });
    for (let index = 0; index < 1010; index += 1) fake.addRun({ id: index + 1, createdAt: ago(30) });
    await using own = await project(fake);
    const { missing } = await own.collect({ mostCalls: 1 });
    expect(missing[0]).toMatch(/^GitHub has 1010 runs of the hour from 2026-11-28T1\d/u);
    expect(own.store.fact('missing')).toEqual(missing);
  });

  it('sees a run again that went on, was run again, or was deleted', async () => {
    await using fake = await openGithubFake({ now: NOW, workflows: WORKFLOWS });
    fake.addRun({ id: 1, createdAt: ago(10), status: 'in_progress', conclusion: null });
    fake.addRun({ id: 2, createdAt: ago(9000), status: 'in_progress', conclusion: null });
    fake.addRun({ id: 3, createdAt: ago(9000), status: 'queued', conclusion: null });
    await using own = await project(fake);
    await own.collect();
    fake.finishRun(1, { conclusion: 'failure' });
    fake.finishRun(2, { conclusion: 'success' });
    fake.state.runs.delete(3);
    await own.collect();
    expect(own.store.runs(ALL).map(({ id, class: kind }) => [id, kind])).toEqual([
      ['2', 'pass'],
      ['3', 'other'],
      ['1', 'fail'],
    ]);
  });

  it('reads the jobs again that were read while some of them still ran', async () => {
    await using fake = await openGithubFake({ now: NOW, workflows: WORKFLOWS });
    const running = { name: 'test', status: 'in_progress' } as const;
    const lint = { name: 'lint', status: 'completed', conclusion: 'success', completedAt: ago(9) } as const;
    fake.addRun({ id: 1, createdAt: ago(10), status: 'in_progress', jobs: [lint, running] });
    await using own = await project(fake);
    // As `--import` of a page of jobs does.
    const page = await ask(fake, 'GET actions/runs/1/attempts/1/jobs');
    githubPage(page.body, { ...IGNORED, job: (job) => own.store.saveJobs([job]) });
    expect(await own.collect()).toMatchObject({ changed: 1, withJobs: 0 });
    expect(jobsOf(own.store)).toEqual(['lint pass', 'test running']);
    const [{ id: first } = { id: 0 }, { id: second } = { id: 0 }] =
      fake.state.runs.get(1)?.attempts[0]?.jobs ?? [];
    const ends = [
      { ...lint, id: first },
      { name: 'test', id: second, conclusion: 'failure', completedAt: ago(5) },
      { name: 'deploy', conclusion: 'skipped', completedAt: ago(5) },
    ];
    // The run is over, and its jobs are not yet: two answers of GitHub's need not be of one moment.
    fake.finishRun(1, {
      conclusion: 'failure',
      updatedAt: ago(5),
      jobs: [ends[0]!, { ...running, id: second }],
    });
    expect(await own.collect()).toMatchObject({ changed: 1, withJobs: 1 });
    fake.finishRun(1, { updatedAt: ago(5), jobs: ends });
    expect(await own.collect()).toMatchObject({ changed: 0, withJobs: 1, missing: [] });
    expect(jobsOf(own.store)).toEqual(['deploy other', 'lint pass', 'test fail']);
    expect(await own.collect()).toMatchObject({ changed: 0, withJobs: 0 });
  });

  it('does not ask for ever for a job that never ends in a run that is over', async () => {
    await using fake = await openGithubFake({ now: NOW, workflows: WORKFLOWS });
    const jobs = [{ name: 'test', status: 'in_progress' }] as const;
    fake.addRun({ id: 1, createdAt: ago(3000), updatedAt: ago(2900), conclusion: 'cancelled', jobs });
    await using own = await project(fake);
    expect(await own.collect()).toMatchObject({ withJobs: 1 });
    expect(await own.collect()).toMatchObject({ withJobs: 0 });
    expect(jobsOf(own.store)).toEqual(['test other']);
  });

  it.each(['rate-limit', 'secondary-limit', 'too-many', 'permission', 'server', 'reset'] as const)(
    'keeps what it has when GitHub says %s in the middle, marks it partial, and goes on the next time',
    async (fault) => {
      await using fake = await openGithubFake({ now: NOW, workflows: WORKFLOWS });
      addRuns(fake, 30);
      await using whole = await project(fake);
      await whole.collect();
      await using own = await project(fake);
      fake.fail(fault, {
        operation: 'actions/list-jobs-for-workflow-run-attempt',
        after: 10,
        times: Infinity,
      });
      const { missing, withJobs } = await own.collect();
      expect(withJobs).toBe(10);
      expect(missing).toEqual([
        expect.stringMatching(/^reading from GitHub stopped: .*\(GITHUB_/u) as string,
        'the jobs of 20 attempts are not read yet',
      ]);
      fake.recover();
      expect(await own.collect()).toMatchObject({ withJobs: 20, missing: [] });
      expect(dump(own.store)).toBe(dump(whole.store));
    },
  );

  it('marks it partial when a page of runs is refused, and has the page before it', async () => {
    await using fake = await openGithubFake({ now: NOW, workflows: WORKFLOWS });
    addRuns(fake, 250);
    await using own = await project(fake);
    fake.fail('permission', { operation: 'actions/list-workflow-runs-for-repo', after: 5, times: Infinity });
    const { missing, changed } = await own.collect();
    expect(changed).toBe(100);
    expect(missing).toEqual([expect.stringContaining('GITHUB_PERMISSION') as string]);
    fake.recover();
    expect(await own.collect({ mostCalls: 1 })).toMatchObject({ changed: 150 });
  });

  it('leaves jobs for the next time when its calls are used up', async () => {
    await using fake = await openGithubFake({ now: NOW, workflows: WORKFLOWS });
    addRuns(fake, 30);
    await using own = await project(fake);
    expect(await own.collect({ mostCalls: 15 })).toMatchObject({
      missing: [expect.stringMatching(/^the jobs of \d+ attempts are not read yet$/u)],
    });
    expect(await own.collect()).toMatchObject({ missing: [] });
  });

  it('gives a fault when there is nothing it could read', async () => {
    await using fake = await openGithubFake({ now: NOW, workflows: WORKFLOWS });
    await using own = await project(fake);
    fake.fail('not-found', { operation: 'repos/get' });
    await expect(own.collect()).rejects.toThrow('GITHUB_NOT_FOUND');
  });

  it('follows a repository that was renamed, and refuses the runs of another one', async () => {
    await using fake = await openGithubFake({
      now: NOW,
      workflows: WORKFLOWS,
      repository: { formerNames: ['octo/old-name'] },
    });
    addRuns(fake, 3);
    await using own = await project(fake);
    const moved = await own.collect({ repository: { owner: 'octo', name: 'old-name' } });
    expect(moved.repository).toBe(`${fake.state.repository.owner}/${fake.state.repository.name}`);
    own.store.setFact('repository', { id: 987_654, name: 'octo/another' });
    await expect(own.collect()).rejects.toThrow(/HEALTH_OTHER_REPOSITORY|another repository/u);
  });

  it('is the same from two that collect at once', async () => {
    await using fake = await openGithubFake({ now: NOW, workflows: WORKFLOWS });
    addRuns(fake, 60);
    await using alone = await project(fake);
    await alone.collect();
    await using own = await project(fake);
    await Promise.all([own.collect(), own.collect()]);
    expect(dump(own.store)).toBe(dump(alone.store));
  });
});
