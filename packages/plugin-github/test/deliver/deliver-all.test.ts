import { describe, expect, it } from 'vitest';
import type { NamedDelivery } from '../../src/deliver/deliver-all.ts';
import type { Fault } from '../fake/server/fault.ts';
import { blockedRun, findings, passedRun } from '../report/runs.ts';
import { report, result } from '../../../core/test/report/builders.ts';
import { HEAD, operations, placeOf } from './place.ts';

const lostOf = (deliveries: readonly NamedDelivery[] | string): readonly string[] =>
  typeof deliveries === 'string'
    ? [deliveries]
    : deliveries.filter(({ isDelivered }) => !isDelivered).map(({ name }) => name);

describe('a run that is delivered', () => {
  it('makes one comment, one check run, one status; the second run updates them', async () => {
    await using place = await placeOf();
    const { state } = place.fake;
    expect(lostOf(await place.deliver())).toEqual([]);
    const counted = (): readonly number[] => [
      state.comments.length,
      state.checkRuns.length,
      new Set(state.statuses.map(({ context }) => context)).size,
    ];
    expect(counted()).toEqual([1, 1, 1]);
    expect(state.checkRuns[0]).toMatchObject({ name: 'sluice/report', conclusion: 'failure', sha: HEAD });
    expect(state.checkRuns[0]?.annotations).toHaveLength(3);
    expect(lostOf(await place.deliver({ runId: 9002, report: passedRun() }))).toEqual([]);
    expect(counted()).toEqual([1, 1, 1]);
    expect(state.comments[0]?.body).toContain('✅ Sluice: passed');
    expect(state.checkRuns[0]).toMatchObject({ conclusion: 'success', externalId: 'sluice:9002:1' });
    expect(state.statuses[0]).toMatchObject({ state: 'success', context: 'sluice/verdict' });
  });

  it('changes nothing when it is delivered again as it was', async () => {
    await using place = await placeOf();
    await place.deliver();
    const before = place.fake.calls.length;
    expect(lostOf(await place.deliver())).toEqual([]);
    const writes = place.fake.calls.slice(before).filter(({ method }) => method !== 'GET');
    expect(writes.map(({ operation }) => operation)).toEqual(['checks/update']);
    expect(place.fake.state.checkRuns[0]?.annotations).toHaveLength(3);
  });

  it('is not written over by an earlier one that ends later', async () => {
    await using place = await placeOf();
    await place.deliver({ runId: 9002, report: passedRun() });
    expect(lostOf(await place.deliver({ runId: 9001, attempt: 3 }))).toEqual([]);
    const { comments, checkRuns, statuses } = place.fake.state;
    expect(comments[0]?.body).toContain('✅ Sluice: passed');
    expect(checkRuns[0]?.conclusion).toBe('success');
    expect(statuses.map(({ state }) => state)).toEqual(['success']);
  });

  it('costs at most 25 calls with 1,000 findings, the first time and the second', async () => {
    await using place = await placeOf();
    const run = blockedRun(1_000);
    expect(lostOf(await place.deliver({ report: run }))).toEqual([]);
    expect(place.fake.calls.length).toBeLessThanOrEqual(25);
    expect(operations(place.fake)['checks/update']).toBe(9);
    const { checkRuns } = place.fake.state;
    expect(checkRuns[0]?.annotations).toHaveLength(500);
    expect(checkRuns[0]?.output.summary).toContain('500 more findings have no annotation here');
    const first = place.fake.calls.length;
    expect(lostOf(await place.deliver({ report: run, attempt: 2 }))).toEqual([]);
    expect(place.fake.calls.length - first).toBeLessThanOrEqual(25);
    expect(checkRuns[0]?.annotations).toHaveLength(500);
  });

  it('has its annotations on the changed lines first', async () => {
    await using place = await placeOf();
    await place.deliver({ report: blockedRun(1_000) });
    const [first] = place.fake.state.checkRuns[0]?.annotations ?? [];
    expect(first).toMatchObject({ path: 'src/app-3.py', start_line: 4 });
  });

  it('with 10,000 findings and 5 MB of words is taken all the same', async () => {
    await using place = await placeOf();
    const wordy = report({
      results: [
        result('a/b', {
          conclusion: 'failure',
          findings: findings(10_000, { message: 'word '.repeat(100) }),
        }),
      ],
      notes: [{ source: 'x', message: 'word '.repeat(1_000_000) }],
    });
    expect(lostOf(await place.deliver({ report: wordy }))).toEqual([]);
    expect(place.fake.state.comments[0]?.body.length).toBeLessThanOrEqual(65_536);
  }, 60_000);

  it('leaves one comment when two are delivered at once', async () => {
    await using place = await placeOf();
    const both = await Promise.all([place.deliver(), place.deliver({ runId: 9002, report: passedRun() })]);
    expect(both.flatMap(lostOf)).toEqual([]);
    expect(place.fake.state.comments).toHaveLength(1);
    expect(place.fake.state.comments[0]?.body).toContain('✅ Sluice: passed');
  });
});

describe('a pull request that is not as it was', () => {
  it('has a comment that says so after a push', async () => {
    await using place = await placeOf();
    place.fake.state.commits.set('c'.repeat(40), {
      ...place.fake.state.commits.get(HEAD)!,
      sha: 'c'.repeat(40),
    });
    await place.deliver({ head: 'c'.repeat(40) });
    expect(place.fake.state.comments[0]?.body).toContain(
      '> This is about `cccccccccccc`; the pull request is at',
    );
  });

  it('has no comment when it was closed, and nothing is degraded by that', async () => {
    await using place = await placeOf({
      pulls: [{ number: 7, title: 'Topic', branch: 'topic', sha: HEAD, state: 'closed' }],
    });
    expect(lostOf(await place.deliver())).toEqual([]);
    expect(place.fake.state.comments).toEqual([]);
    expect(place.fake.state.checkRuns).toHaveLength(1);
  });

  it('has its comment again when that was deleted', async () => {
    await using place = await placeOf();
    await place.deliver();
    place.fake.state.comments = [];
    expect(lostOf(await place.deliver({ attempt: 2 }))).toEqual([]);
    expect(place.fake.state.comments).toHaveLength(1);
  });

  it('on a push is none: check run and status alone', async () => {
    await using place = await placeOf();
    const sha = place.fake.state.refs.get('heads/main');
    const deliveries = await place.deliver({ event: 'push', env: { GITHUB_SHA: sha } });
    expect(lostOf(deliveries)).toEqual([]);
    expect(place.fake.state.comments).toEqual([]);
    expect(place.fake.state.checkRuns).toMatchObject([{ sha }]);
  });
});

describe('what GitHub refuses', () => {
  it.each([
    ['bad-token', 'GITHUB_BAD_TOKEN|token'],
    ['permission', 'may not do this'],
    ['too-many', ''],
    ['rate-limit', ''],
    ['secondary-limit', ''],
    ['not-found', ''],
    ['conflict', ''],
    ['gone', ''],
    ['invalid', ''],
    ['server', 'did not answer as it should'],
    ['bad-gateway', ''],
    ['reset', 'cannot be reached'],
    ['never', 'did not answer in time'],
  ] as const)(
    'is told of each delivery with a reason and what to do, and thrown by none: %s for ever',
    async (fault, words) => {
      await using place = await placeOf();
      place.fake.fail(fault as Fault, { times: Infinity });
      const deliveries = await place.deliver();
      place.fake.recover();
      if (typeof deliveries === 'string') throw new Error(deliveries);
      expect(lostOf(deliveries)).toEqual(['comment', 'check', 'status']);
      for (const { said } of deliveries) expect(said).toMatch(new RegExp(words, 'u'));
      expect(place.fake.state.comments).toEqual([]);
    },
    60_000,
  );

  it('of one stops no other', async () => {
    await using place = await placeOf();
    place.fake.fail('permission', { operation: 'checks/create', times: Infinity });
    expect(lostOf(await place.deliver())).toEqual(['check']);
    expect(place.fake.state.comments).toHaveLength(1);
    expect(place.fake.state.statuses).toHaveLength(1);
  });

  it('half way says how many annotations were not taken', async () => {
    await using place = await placeOf();
    place.fake.fail('permission', { operation: 'checks/update', times: Infinity, after: 2 });
    const deliveries = await place.deliver({ report: blockedRun(400) });
    expect(deliveries).toContainEqual(
      expect.objectContaining({ name: 'check', said: expect.stringContaining('250 of 400 annotations') }),
    );
  });

  it.each([
    ['no token', { GITHUB_TOKEN: undefined }, 'GITHUB_NO_TOKEN'],
    ['a wrong payload', { GITHUB_EVENT_NAME: 'merge_group' }, 'GITHUB_PAYLOAD_INVALID'],
    ['no payload', { GITHUB_EVENT_PATH: '/nowhere/event.json' }, 'GITHUB_PAYLOAD_MISSING'],
    ['no Actions', { GITHUB_ACTIONS: undefined }, 'GITHUB_NOT_ACTIONS'],
    ['a server that is not there', { GITHUB_API_URL: 'http://127.0.0.1:9' }, 'comment check status'],
    ['a token that GitHub does not know', { GITHUB_TOKEN: 'ghs_nobody' }, 'comment check status'],
  ])('with %s nothing', async (_name, env, lost) => {
    await using place = await placeOf();
    expect(lostOf(await place.deliver({ env })).join(' ')).toBe(lost);
  });
});

describe('a pull request from a fork', () => {
  it('is written to by nobody: its token only reads, and that is no fault', async () => {
    await using place = await placeOf();
    const env = await place.envOf();
    const file = env['GITHUB_EVENT_PATH'] ?? '';
    const { readFile } = await import('node:fs/promises');
    const payload = JSON.parse(await readFile(file, 'utf8'));
    payload.pull_request.head.repo.full_name = 'mallory/orders';
    await place.workspace.write({ 'fork.json': JSON.stringify(payload) });
    const deliveries = await place.deliver({ env: { GITHUB_EVENT_PATH: place.workspace.path('fork.json') } });
    expect(deliveries).toBe('read-only');
    expect(place.fake.calls).toEqual([]);
  });
});
