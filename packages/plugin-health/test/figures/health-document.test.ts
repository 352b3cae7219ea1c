import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CONCLUSION_CLASSES } from '../../src/runs/conclusion-class.ts';
import { healthDocument } from '../../src/figures/health-document.ts';
import { githubRuns } from '../../src/runs/github-runs.ts';
import { before, NOON_MS, record, series, type GithubRecord } from '../github.ts';
import { healthOf } from '../health-of.ts';

const DAY = 24 * 60;
const WEEK = 7 * DAY;

describe('the figures', () => {
  it('have the shape of the contract, and the status of the rate', () => {
    const health = healthOf(series(17, 3));
    expect(Object.keys(health)).toEqual(['window', 'status', 'figures', 'trend', 'workflows']);
    expect(health).toMatchObject({
      window: { from: '2026-11-21T12:00:00.000Z', to: '2026-11-28T12:00:00.000Z', branch: null },
      status: 'good',
      figures: { decided: 20, success: 17, failure: 3, rate: 0.85, firstAttemptRate: 0.85 },
    });
    expect(health.figures.interval?.map((bound) => bound.toFixed(3))).toEqual(['0.640', '0.948']);
  });

  it.each([
    [17, 3, 'good'],
    [34, 6, 'good'],
    [16, 4, 'alert'],
    [7, 0, 'insufficient-data'],
    [0, 7, 'insufficient-data'],
    [8, 0, 'good'],
    [0, 8, 'alert'],
  ])('of %i passes and %i failures are %s', (success, failure, status) => {
    expect(healthOf(series(success, failure)).status).toBe(status);
  });

  it('of no run are no data, and neither 0 nor 100 %', () => {
    const { status, figures, trend, workflows } = healthOf([]);
    expect([status, figures.rate, figures.interval, figures.averageMs, figures.flakeRate]).toEqual([
      'insufficient-data',
      null,
      null,
      null,
      null,
    ]);
    expect([trend.rate, trend.duration, workflows, figures.defaultBranch]).toEqual([null, null, [], null]);
  });

  it.each([
    ...Object.entries(CONCLUSION_CLASSES),
    ['no such conclusion', 'other'],
    ['__proto__', 'other'],
    [null, 'running'],
  ] as const)('count the conclusion %s as %s', (conclusion, kind) => {
    const { figures } = healthOf([...series(9, 1), record({ id: 99, ago: 5, conclusion })]);
    const { success, failure, decided, other, waiting, running } = figures;
    expect({ success, failure, decided, other, waiting, running }).toEqual({
      success: kind === 'pass' ? 10 : 9,
      failure: kind === 'fail' ? 2 : 1,
      decided: kind === 'pass' || kind === 'fail' ? 11 : 10,
      other: Number(kind === 'other'),
      waiting: Number(kind === 'waiting'),
      running: Number(kind === 'running'),
    });
    expect(figures.startupFailure).toBe(Number(conclusion === 'startup_failure'));
  });

  it('are those of 168 hours, both ends among them', () => {
    const edges = [0, WEEK, WEEK + 1 / 60, -1 / 60].map((ago, id) => record({ id, ago }));
    expect(healthOf(edges).figures).toMatchObject({ decided: 2, data: { attempts: 4, later: 1 } });
  });

  it('end with the newest run of a file, and one from the future does not move that', () => {
    const health = healthOf([record({ id: 1, ago: 90 }), record({ id: 2, ago: -5 * DAY })], {
      until: 'newest',
    });
    expect(health.window.to).toBe(new Date(NOON_MS - 90 * 60_000).toISOString());
    expect(health.figures.data).toMatchObject({
      partial: true,
      missing: ['1 run is from the future by this clock'],
    });
  });

  it('tell first attempts from what reruns made of them', () => {
    const attempts = ['failure', 'failure', 'success'].map((conclusion, index) =>
      record({ id: 1, ago: 60, attempt: index + 1, conclusion, sha: 'one' }),
    );
    expect(healthOf(attempts).figures).toMatchObject({
      decided: 1,
      rate: 1,
      firstAttemptRate: 0,
      firstAttemptsAssumed: 0,
      rescuedByRerun: 1,
      flakyCommits: 1,
      commits: 1,
      flakeRate: 1,
    });
  });

  it('take a first attempt that is not there for failed, say so, and see no flake in it', () => {
    expect(healthOf([record({ id: 1, attempt: 2 }), record({ id: 2 })]).figures).toMatchObject({
      rate: 1,
      firstAttemptRate: 0.5,
      firstAttemptsAssumed: 1,
      rescuedByRerun: 1,
      flakyCommits: 0,
    });
  });

  it('do not count a rerun of what was cancelled as a rescue', () => {
    const runs = [1, 2].map((attempt) =>
      record({ id: 1, attempt, conclusion: attempt === 1 ? 'cancelled' : 'success' }),
    );
    expect(healthOf(runs).figures).toMatchObject({
      rescuedByRerun: 0,
      firstAttempts: 0,
      firstAttemptRate: null,
    });
  });

  it('measure decided runs, and drop times that cannot be true', () => {
    const took = [1, 2, 3, 10].map((minutes, id) => record({ id, ago: 60, took: minutes }));
    const odd = [
      record({ id: 10, ago: 60, took: -3 }),
      record({ id: 11, ago: 60, took: 36 * DAY }),
      { ...record({ id: 12, ago: 60 }), updated_at: null },
      record({ id: 13, ago: 60, took: 900, conclusion: 'cancelled' }),
    ];
    expect(healthOf([...took, ...odd]).figures).toMatchObject({
      decided: 7,
      measured: 4,
      averageMs: 240_000,
      p50Ms: 120_000,
      p95Ms: 600_000,
    });
  });

  it('hold passes and failures apart, for a fast failure is no speed-up', () => {
    const { figures } = healthOf([
      record({ id: 1, took: 10 }),
      record({ id: 2, took: 1, conclusion: 'failure' }),
    ]);
    expect([figures.passDurations.p50Ms, figures.failDurations.p50Ms]).toEqual([600_000, 60_000]);
  });

  it('are of one branch when one is named', () => {
    const runs = [...series(8, 0), ...series(0, 8, { firstId: 50, branch: '<img>' })];
    expect(healthOf(runs, { branch: 'main' })).toMatchObject({ status: 'good', window: { branch: 'main' } });
    expect(healthOf(runs, { branch: '<img>' })).toMatchObject({ status: 'alert' });
    expect(healthOf(runs).figures.rate).toBe(0.5);
  });

  it('show the default branch apart: no pull request, a fork’s main least of all, but its merge queue', () => {
    const runs = [
      record({ id: 1 }),
      record({ id: 2, event: 'pull_request', conclusion: 'failure' }),
      record({ id: 3, event: 'merge_group', branch: 'gh-readonly-queue/main/pr-7-abc' }),
      record({ id: 4, branch: 'topic', conclusion: 'failure' }),
    ];
    const { defaultBranch, otherBranches } = healthOf(runs).figures;
    expect(defaultBranch).toMatchObject({ branch: 'main', decided: 2, rate: 1 });
    expect(otherBranches).toMatchObject({ decided: 2, rate: 0 });
    expect(healthOf(runs, { defaultBranch: 'topic' }).figures.defaultBranch).toMatchObject({ rate: 0 });
  });

  it('tell how long the default branch was red, and what is red still', () => {
    const runs = [
      record({ id: 1, ago: 600, took: 0, conclusion: 'failure' }),
      record({ id: 2, ago: 500, took: 0, conclusion: 'failure' }),
      record({ id: 3, ago: 480, took: 0 }),
      record({ id: 4, ago: 540, took: 0, conclusion: 'failure', workflow: 'Docs' }),
      record({ id: 5, ago: 100, took: 0, conclusion: 'failure' }),
      record({ id: 6, ago: 420, took: 0, workflow: 'Docs' }),
    ];
    // CI 600 to 480, Docs 540 to 420, CI 100 to now: 180 and 100 minutes.
    expect(healthOf(runs).figures.defaultBranch).toMatchObject({
      recovered: 2,
      timeToGreenMs: 120 * 60_000,
      open: 1,
      redForMs: 100 * 60_000,
      redMs: 280 * 60_000,
      redShare: 280 / WEEK,
    });
  });

  it('count an incident that began before the window only from there', () => {
    const runs = [
      record({ id: 1, ago: WEEK + 300, took: 0, conclusion: 'failure' }),
      record({ id: 2, ago: WEEK - 60, took: 0 }),
    ];
    expect(healthOf(runs).figures.defaultBranch).toMatchObject({
      redMs: 60 * 60_000,
      timeToGreenMs: 360 * 60_000,
    });
  });

  it('see a flake in two runs of one commit within 14 days, in one workflow only', () => {
    const pair = (workflow: string, ago: number): readonly GithubRecord[] => [
      record({ id: 1, sha: 'x', ago: 10 }),
      record({ id: 2, sha: 'x', ago, conclusion: 'failure', workflow }),
    ];
    const flaky = (workflow: string, ago: number): number =>
      healthOf(pair(workflow, ago)).figures.flakyCommits;
    expect([flaky('CI', 60), flaky('Docs', 60), flaky('CI', 13 * DAY), flaky('CI', 15 * DAY)]).toEqual([
      1, 0, 1, 0,
    ]);
  });

  it('compare with the week before, and draw an arrow only where the interval excludes zero', () => {
    const week = (success: number, failure: number): readonly GithubRecord[] =>
      series(success, failure, { firstId: 500, since: WEEK + 10, took: 9 });
    const down = healthOf([...series(50, 50), ...week(95, 5)]).trend;
    expect(down.rate).toMatchObject({ before: 0.95, now: 0.5, direction: 'down' });
    expect(down.duration).toMatchObject({ before: 540_000, now: 300_000, direction: 'down' });
    const unclear = healthOf([...series(17, 3), ...week(19, 1)]).trend.rate;
    expect(unclear?.direction).toBe('unclear');
    expect(unclear?.interval?.map((bound) => bound < 0)).toEqual([true, false]);
    expect(healthOf([...series(95, 5), ...week(50, 50)]).trend.rate?.direction).toBe('up');
  });

  it('are also those of each workflow, in the order of names, without the one that measures', () => {
    const runs = [
      record({ id: 1, workflow: 'Docs' }),
      record({ id: 2, workflow: 'CI', conclusion: 'failure' }),
      record({ id: 3, workflow: 'Health', conclusion: 'failure' }),
      { ...record({ id: 4, workflow: 'CI', ago: 90 }), name: 'Old name' },
    ];
    const { workflows, figures } = healthOf(runs);
    expect(workflows.map(({ name, figures: own }) => [name, own.decided])).toEqual([
      ['CI', 2],
      ['Docs', 1],
    ]);
    expect(figures).toMatchObject({ decided: 3, data: { excluded: 1, attempts: 3 } });
  });

  it('take a job’s wait and cost from jobs, and say nothing of waits without', () => {
    const job = {
      id: 1,
      run_id: 1,
      run_attempt: 1,
      status: 'completed',
      conclusion: 'success',
      created_at: before(60),
      started_at: before(58),
      completed_at: before(50.5),
    };
    const jobs = [
      { ...job, labels: ['ubuntu-latest'] },
      { ...job, id: 2, labels: ['macos-15'], started_at: before(59) },
      { ...job, id: 3, labels: ['self-hosted'], started_at: before(61) },
      { ...job, id: 4, conclusion: 'skipped', started_at: before(30) },
    ];
    const text = JSON.stringify([{ workflow_runs: [record({ id: 1, ago: 60 })] }, { jobs }]);
    const reading = githubRuns(text)!;
    const inputs = { reading, source: 'x', until: NOON_MS, nowMs: NOON_MS, threshold: 0.85, exclude: [] };
    // 8 minutes on Linux, 9 on macOS at ten times the price.
    expect(healthDocument(inputs).figures).toMatchObject({
      queuedJobs: 2,
      queueP50Ms: 60_000,
      queueP95Ms: 120_000,
      estimatedMinutes: 98,
    });
    expect(healthOf([record({ id: 1 })]).figures).toMatchObject({ queuedJobs: 0, queueP50Ms: null });
  });
});

const runCase = fc.record({
  id: fc.integer({ min: 1, max: 30 }),
  ago: fc.integer({ min: -DAY, max: 16 * DAY }),
  took: fc.integer({ min: -10, max: 90 }),
  attempt: fc.integer({ min: 1, max: 3 }),
  conclusion: fc.constantFrom('success', 'failure', 'cancelled', 'timed_out', 'skipped', null),
  branch: fc.constantFrom('main', 'topic'),
  workflow: fc.constantFrom('CI', 'Docs'),
  sha: fc.constantFrom('a', 'b', 'c'),
});
const runCases = fc.array(runCase, { maxLength: 40 }).map((cases) => cases.map((one) => record(one)));
/** All but the count of duplicates, which is there to differ. */
const essence = (records: readonly unknown[]): unknown => {
  const { figures, ...rest } = healthOf(records);
  return { ...rest, figures: { ...figures, data: { ...figures.data, duplicates: 0 } } };
};

describe('laws of the figures', () => {
  it('the order of runs changes nothing', () => {
    const orders = runCases.chain((records) =>
      fc.tuple(fc.constant(records), fc.shuffledSubarray(records, { minLength: records.length })),
    );
    fc.assert(
      fc.property(orders, ([records, shuffled]) => {
        expect(essence(shuffled)).toEqual(essence(records));
      }),
    );
  });

  it('what is read twice changes nothing', () => {
    fc.assert(
      fc.property(runCases, (records) => {
        expect(essence([...records, ...records])).toEqual(essence(records));
      }),
    );
  });

  it('another success never lowers the rate, and shares stay within 0 to 1', () => {
    fc.assert(
      fc.property(runCases, (records) => {
        const { rate, firstAttemptRate, flakeRate, defaultBranch } = healthOf(records).figures;
        const more = healthOf([...records, record({ id: 99, ago: 1 })]).figures.rate;
        expect(more).toBeGreaterThanOrEqual(rate ?? 0);
        for (const share of [rate, firstAttemptRate, flakeRate, defaultBranch?.redShare]) {
          expect(share ?? 0).toBeGreaterThanOrEqual(0);
          expect(share ?? 0).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});
