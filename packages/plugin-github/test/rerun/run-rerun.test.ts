import { writeFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Fault } from '../fake/server/fault.ts';
import type { OperationId } from '../fake/operations.ts';
import type { RunSeed, Seed } from '../fake/state/seed.ts';
import { LOGS } from './logs.ts';
import { openRerunStage } from './stage.ts';

const job = (log: readonly string[], name = 'test') => ({ name, conclusion: 'failure', log });
const red = (log: readonly string[] = LOGS.npm): RunSeed => ({
  id: 7,
  createdAt: '2026-11-29T11:45:00Z',
  jobs: [job(log), { name: 'lint' }],
});
const pullRun: RunSeed = { ...red(), event: 'pull_request', branch: 'feat/x' };
const pull = { branch: 'feat/x', title: 'Add x' };
const hours = (count: number): number => count * 3_600_000;

describe('a run that failed for a passing reason', () => {
  it('is run again by one call, and the ledger says so', async () => {
    await using stage = await openRerunStage({ runs: [red()] });
    const { told, notes } = await stage.ask(7);
    expect(notes).toEqual([]);
    expect(told).toMatchObject([{ isStarted: true, decision: { reason: 'transient' }, trouble: [] }]);
    expect(told[0]?.failed[0]?.log).toMatchObject({ triage: { category: 'connection-reset' } });
    expect(stage.fake.state.runs.get(7)?.attempts).toHaveLength(2);
    expect(stage.fake.blobRequests).toEqual([expect.objectContaining({ hasToken: false })]);
    expect(await stage.ledger()).toMatchObject({
      entries: [
        {
          runId: 7,
          decision: 'rerun',
          hosts: ['registry.example'],
          categories: ['connection-reset'],
          jobs: ['test'],
        },
      ],
    });
  });

  it('is never run a second time, however its second attempt ends', async () => {
    await using stage = await openRerunStage({ runs: [red()] });
    await stage.ask(7);
    stage.fake.finishRun(7, { jobs: [job(LOGS.npm), { name: 'lint' }] });
    expect((await stage.ask(7)).told).toMatchObject([{ outcome: 'same', isStarted: false }]);
    expect((await stage.ask(7)).told).toMatchObject([{ decision: { reason: 'not-first' } }]);
    expect(stage.reruns()).toBe(1);
  });

  it.each([
    ['recovered', {}],
    ['same', { jobs: [job(LOGS.npm)] }],
    ['other', { jobs: [job(LOGS.test)] }],
    ['other', { jobs: [job(LOGS.npm), job(LOGS.npm, 'lint')] }],
    ['other', { conclusion: 'cancelled' }],
  ])('has the outcome %s (%#)', async (outcome, ended) => {
    await using stage = await openRerunStage({ runs: [red()] });
    await stage.ask(7);
    stage.fake.finishRun(7, ended);
    expect((await stage.ask(7)).told).toMatchObject([{ outcome }]);
    expect(await stage.ledger()).toMatchObject({ entries: [{ runId: 7, outcome }] });
  });

  it('is run again once when two are told of it at the same time', async () => {
    await using stage = await openRerunStage({ runs: [red()] });
    const both = await Promise.all([stage.ask(7), stage.ask(7)]);
    expect(both.flatMap(({ told }) => told.map(({ isStarted }) => isStarted)).toSorted()).toEqual([
      false,
      true,
    ]);
    expect(stage.reruns()).toBe(1);
    expect(await stage.ledger()).toMatchObject({ entries: [{ runId: 7, decision: 'rerun' }] });
  });

  it('is told in the comment of its pull request, which its end brings up to date', async () => {
    await using stage = await openRerunStage({ pulls: [pull], runs: [pullRun] });
    await stage.ask(7);
    const body = (): string => stage.fake.state.comments.map((comment) => comment.body).join();
    expect(body()).toContain('[auto-rerun] attempt 2');
    expect(body()).toContain('registry.example');
    stage.fake.finishRun(7);
    await stage.ask(7);
    expect(body()).toContain('attempt 2 passed');
    expect(stage.fake.state.comments).toHaveLength(1);
  });

  it('of a fork is found by its commit or by its branch, and told there', async () => {
    for (const isKnownByCommit of [true, false]) {
      await using stage = await openRerunStage({
        pulls: [{ ...pull, fork: 'mallory/orders', isKnownByCommit }],
      });
      const { sha } = stage.fake.state.pulls.get(1)!.head;
      stage.fake.addRun({ ...pullRun, sha, headRepository: 'mallory/orders' });
      expect((await stage.ask(7)).told).toMatchObject([{ isStarted: true, pull: 1 }]);
      expect(stage.fake.state.comments).toHaveLength(1);
    }
  });

  it('costs the budget no more than a call for each thing that is asked', async () => {
    await using stage = await openRerunStage({ pulls: [pull], runs: [pullRun] });
    await stage.ask(7);
    // The run, the pull request, its jobs, a log, the rerun, the comments before and after, the comment.
    expect(stage.fake.calls.filter(({ isCounted }) => isCounted)).toHaveLength(8);
  });

  it('is only decided about when asked to', async () => {
    await using stage = await openRerunStage({ pulls: [pull], runs: [pullRun] });
    expect((await stage.ask(7, { isDry: true })).told).toMatchObject([
      { isStarted: false, decision: { kind: 'rerun' } },
    ]);
    expect(stage.fake.calls.filter(({ method }) => method !== 'GET')).toEqual([]);
    expect(await stage.ledger()).toMatchObject({ entries: [] });
  });
});

describe('a run is left as it is', () => {
  const other = { ...pull, sha: 'b'.repeat(40) };
  it.each<[string, Seed, string]>([
    ['for a test that failed', { runs: [red(LOGS.test)] }, 'not-transient'],
    [
      'for a test that prints what a rerun would be given for',
      { runs: [red(LOGS.planted)] },
      'not-transient',
    ],
    ['for an empty log', { runs: [red([])] }, 'not-transient'],
    [
      'when a log is gone',
      { runs: [{ ...red(), jobs: [{ name: 'a', conclusion: 'failure', log: null }] }] },
      'no-log',
    ],
    ['when its branch has moved on', { runs: [{ ...red(), sha: 'c'.repeat(40) }] }, 'stale'],
    ['when its branch is gone', { runs: [{ ...red(), branch: 'gone' }] }, 'gone'],
    [
      'when its pull request has a newer head',
      { pulls: [other], runs: [{ ...pullRun, sha: 'c'.repeat(40) }] },
      'stale',
    ],
    ['when its pull request is closed', { pulls: [{ ...other, state: 'closed' }], runs: [pullRun] }, 'gone'],
    ['when its fork was deleted', { runs: [{ ...pullRun, headRepository: null }] }, 'gone'],
    ['when it was cancelled', { runs: [{ ...red(), conclusion: 'cancelled' }] }, 'cancelled'],
    ['when it passed', { runs: [{ id: 7 }] }, 'not-failed'],
    ['when it is under way', { runs: [{ id: 7, status: 'in_progress' }] }, 'not-completed'],
    ['after a month', { runs: [{ ...red(), createdAt: '2026-10-01T00:00:00Z' }] }, 'too-old'],
  ])('%s', async (_name, seed, reason) => {
    await using stage = await openRerunStage(seed);
    expect((await stage.ask(7)).told).toMatchObject([{ isStarted: false, decision: { kind: 'no', reason } }]);
    expect(stage.reruns()).toBe(0);
    expect(stage.fake.state.comments).toEqual([]);
  });

  it.each([
    ['somebody pushed', 'stale'],
    ['somebody ran it again', 'not-first'],
  ])('when %s while its logs were read', async (what, reason) => {
    await using stage = await openRerunStage({ pulls: [pull], runs: [pullRun] });
    const run = stage.fake.state.runs.get(7)!;
    const failed = run.attempts[0]!.jobs[0]!;
    const { log = '' } = failed;
    Object.defineProperty(failed, 'log', {
      get: () => {
        const own = stage.fake.state.pulls.get(1)!;
        if (what === 'somebody pushed') own.head = { ...own.head, sha: 'd'.repeat(40) };
        else if (run.attempts.length === 1)
          run.attempts.push({ ...run.attempts[0]!, number: 2, status: 'queued' });
        return log;
      },
    });
    expect((await stage.ask(7)).told).toMatchObject([{ isStarted: false, decision: { reason } }]);
    expect(stage.reruns()).toBe(0);
  });

  it('before anything but the run was asked for, where that is enough', async () => {
    await using stage = await openRerunStage({ runs: [{ id: 7 }] });
    await stage.ask(7);
    expect(stage.fake.calls).toHaveLength(1);
  });
});

describe('whatever GitHub answers', () => {
  const faults = [
    'bad-token',
    'permission',
    'rate-limit',
    'secondary-limit',
    'too-many',
    'not-found',
    'gone',
  ] as const;
  const more = ['conflict', 'invalid', 'server', 'bad-gateway', 'reset'] as const;
  const asked: OperationId[] = [
    'actions/get-workflow-run',
    'pulls/get',
    'actions/list-jobs-for-workflow-run-attempt',
    'actions/download-job-logs-for-workflow-run',
  ];
  it.each([...faults, ...more] satisfies Fault[])(
    '%s: it is said, and nothing is run again',
    async (fault) => {
      for (const operation of asked) {
        await using stage = await openRerunStage({ pulls: [pull], runs: [pullRun] });
        stage.fake.fail(fault, { operation, times: Infinity });
        const { told } = await stage.ask(7);
        expect(told).toMatchObject([{ isStarted: false }]);
        const [{ trouble, decision } = { trouble: [], decision: undefined }] = told;
        expect([...trouble, decision?.words].join()).toMatch(/\w/u);
        expect(stage.reruns()).toBe(0);
      }
    },
  );

  it.each([...faults, ...more] satisfies Fault[])(
    '%s to the rerun itself: one call, the reason said',
    async (fault) => {
      await using stage = await openRerunStage({ runs: [red()] });
      stage.fake.fail(fault, { operation: 'actions/re-run-workflow-failed-jobs', times: Infinity });
      expect((await stage.ask(7)).told).toMatchObject([
        { isStarted: false, decision: { reason: 'refused' } },
      ]);
      expect(stage.reruns()).toBe(1);
      expect(await stage.ledger()).toMatchObject({ entries: [{ decision: 'no', reason: 'refused' }] });
    },
  );

  it('a rerun that was refused can be asked for again, by hand', async () => {
    await using stage = await openRerunStage({ runs: [red()] });
    stage.fake.fail('permission', { operation: 'actions/re-run-workflow-failed-jobs' });
    await stage.ask(7);
    expect((await stage.ask(7)).told).toMatchObject([{ isStarted: true }]);
  });

  it('a rerun of which it is not known whether it was taken is not asked for again', async () => {
    await using stage = await openRerunStage({ runs: [red()] });
    stage.fake.fail('bad-gateway', { operation: 'actions/re-run-workflow-failed-jobs' });
    await stage.ask(7);
    expect((await stage.ask(7)).told).toMatchObject([
      { isStarted: false, decision: { words: expect.stringMatching(/taken it up/u) } },
    ]);
    expect(stage.reruns()).toBe(1);
  });

  it('a rerun whose answer was lost is seen by its second attempt, and not asked for again', async () => {
    await using stage = await openRerunStage({ runs: [red()] });
    stage.fake.fail('lost-answer', { operation: 'actions/re-run-workflow-failed-jobs' });
    expect((await stage.ask(7)).told).toMatchObject([{ isStarted: true }]);
    expect(stage.reruns()).toBe(1);
  });

  it('no token, and a token of a fork, are said', async () => {
    await using stage = await openRerunStage({ runs: [red()] });
    const { GITHUB_TOKEN: _, ...bare } = stage.fake.env;
    expect((await stage.ask(7, { env: bare })).notes).toEqual([expect.stringMatching(/no token/u)]);
    const env = { ...stage.fake.env, GITHUB_TOKEN: 'ghs_fork' };
    expect((await stage.ask(7, { env })).told).toMatchObject([
      { decision: { reason: 'refused', words: expect.stringMatching(/not accessible/u) } },
    ]);
  });

  it('a comment that cannot be written changes nothing', async () => {
    await using stage = await openRerunStage({ pulls: [pull], runs: [pullRun] });
    stage.fake.fail('permission', { operation: 'issues/create-comment', times: Infinity });
    const { told } = await stage.ask(7);
    expect(told).toMatchObject([
      { isStarted: true, trouble: [expect.stringMatching(/comment was not written/u)] },
    ]);
  });

  it('a ledger that cannot be read is begun anew, and said', async () => {
    await using stage = await openRerunStage({ runs: [red()] });
    await mkdir(join(stage.dir, '.sluice/github'), { recursive: true });
    await writeFile(join(stage.dir, '.sluice/github/rerun-ledger.json'), '{"entries":');
    const { told, notes } = await stage.ask(7);
    expect(notes).toEqual([expect.stringMatching(/begun anew/u)]);
    expect(told).toMatchObject([{ isStarted: true }]);
  });
});

describe('a host that is down for several', () => {
  const two = (): Seed => ({
    branches: [{ name: 'a' }],
    pulls: [pull],
    runs: [
      { ...red(), branch: 'a' },
      { ...pullRun, id: 8 },
    ],
  });

  it('is waited for, and then the run is run again, once', async () => {
    await using stage = await openRerunStage(two());
    await stage.ask(7);
    expect((await stage.ask(8)).told).toMatchObject([
      { isStarted: false, decision: { reason: 'host-down' } },
    ]);
    expect(stage.fake.state.comments[0]?.body).toContain('waits');
    const start = stage.fake.state.now();
    stage.fake.state.now = () => start + hours(1);
    expect((await stage.ask()).told).toMatchObject([
      { runId: 8, isStarted: false, decision: { kind: 'wait' } },
    ]);
    stage.fake.addRun({ id: 9, jobs: [{ name: 'test', conclusion: 'skipped' }], conclusion: 'success' });
    expect((await stage.ask()).told).toMatchObject([{ decision: { kind: 'wait' } }]);
    stage.fake.addRun({ id: 10, jobs: [{ name: 'test' }] });
    expect((await stage.ask()).told).toMatchObject([{ runId: 8, isStarted: true }]);
    expect(stage.reruns()).toBe(2);
    expect((await stage.ask()).told).toEqual([]);
    stage.fake.finishRun(8);
    expect((await stage.ask()).told).toMatchObject([{ runId: 8, outcome: 'recovered' }]);
    expect(stage.fake.state.comments).toHaveLength(1);
  });

  it('is given up after six hours, with a note', async () => {
    await using stage = await openRerunStage(two());
    await stage.ask(7);
    await stage.ask(8);
    const start = stage.fake.state.now();
    stage.fake.state.now = () => start + hours(6);
    expect((await stage.ask()).told).toMatchObject([{ decision: { reason: 'gave-up' }, outcome: 'gave-up' }]);
    expect(stage.fake.state.comments[0]?.body).toContain('has not come back in 6 hours');
    expect((await stage.ask()).told).toEqual([]);
    expect(stage.reruns()).toBe(1);
  });

  it('is waited for no longer when the branch has moved on', async () => {
    await using stage = await openRerunStage(two());
    await stage.ask(7);
    await stage.ask(8);
    const of = stage.fake.state.pulls.get(1)!;
    of.head = { ...of.head, sha: 'd'.repeat(40) };
    expect((await stage.ask()).told).toMatchObject([{ decision: { reason: 'stale' } }]);
    expect(await stage.ledger()).toMatchObject({ entries: [{ runId: 7 }, { runId: 8, outcome: 'dropped' }] });
  });
});
