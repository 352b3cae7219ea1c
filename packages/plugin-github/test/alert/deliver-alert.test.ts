import { describe, expect, it } from 'vitest';
import { deliverAlert } from '../../src/alert/deliver-alert.ts';
import type { Occasion } from '../../src/alert/occasion.ts';
import { clientFor } from '../client/client-for.ts';
import type { Fault } from '../fake/server/fault.ts';
import type { GithubFake } from '../fake/github-fake.ts';
import { openGithubFake } from '../fake/open-github-fake.ts';
import type { Seed } from '../fake/state/seed.ts';

async function placeOf(seed: Seed = {}) {
  const fake = await openGithubFake(seed);
  const client = await clientFor(fake.url, { env: { ...fake.env }, timeoutMs: 2000 });
  const [owner = '', name = ''] = (fake.env['GITHUB_REPOSITORY'] ?? '').split('/');
  const tell = async (runId: number, isRed: boolean, given: Partial<Occasion> = {}) =>
    deliverAlert({
      client,
      repository: { owner, name },
      label: 'ci-broken',
      occasion: {
        branch: 'main',
        isRed,
        run: { runId, attempt: 1, headSha: 'a'.repeat(40) },
        runUrl: `https://github.com/octo/repo/actions/runs/${runId}`,
        reasons: ['repo/unit: 2 tests failed'],
        ...given,
      },
    });
  return {
    fake,
    tell,
    [Symbol.asyncDispose]: async () => {
      await client.close();
      await fake[Symbol.asyncDispose]();
    },
  };
}

const issues = (fake: GithubFake) =>
  [...fake.state.issues.values()].map(({ title, state, stateReason, labels }) => ({
    title,
    state,
    stateReason,
    labels,
  }));
const open = { title: 'main is broken', state: 'open', labels: ['ci-broken'] };
const said = (fake: GithubFake): readonly string[] => fake.state.comments.map(({ body }) => body);

describe('the issue of a branch that is broken', () => {
  it('is opened by the first red run with a label of its own, counted up by the next, and closed by one that passes', async () => {
    await using place = await placeOf();
    expect(await place.tell(1, false)).toEqual({ ok: true, data: { outcome: 'unchanged' } });
    expect(await place.tell(2, true)).toMatchObject({ ok: true, data: { outcome: 'opened' } });
    expect(issues(place.fake)).toMatchObject([open]);
    expect(place.fake.state.labels.get('ci-broken')).toMatchObject({ color: 'd73a4a' });
    const calls = place.fake.calls.length;
    expect(await place.tell(2, true)).toMatchObject({ data: { outcome: 'unchanged' } });
    expect(place.fake.calls.length - calls).toBe(1);
    expect(await place.tell(3, true)).toMatchObject({ data: { outcome: 'updated' } });
    expect([...place.fake.state.issues.values()][0]?.body).toContain('2 blocked runs so far');
    expect(said(place.fake)).toEqual([]);
    expect(await place.tell(4, false)).toMatchObject({ data: { outcome: 'closed' } });
    expect(issues(place.fake)).toMatchObject([{ ...open, state: 'closed', stateReason: 'completed' }]);
    expect(said(place.fake)).toEqual([
      'Passes again: [run 4](https://github.com/octo/repo/actions/runs/4) of aaaaaaaaa, after 2 blocked runs.',
    ]);
    expect(await place.tell(5, true)).toMatchObject({ data: { outcome: 'opened' } });
    expect(issues(place.fake)).toHaveLength(2);
  });

  it('is one for each branch', async () => {
    await using place = await placeOf();
    await place.tell(1, true);
    await place.tell(2, true, { branch: 'develop' });
    expect(issues(place.fake).map(({ title }) => title)).toEqual(['main is broken', 'develop is broken']);
    await place.tell(3, false, { branch: 'develop' });
    expect(issues(place.fake).map(({ state }) => state)).toEqual(['open', 'closed']);
  });

  it('is one that people opened, whose words stay', async () => {
    await using place = await placeOf({
      issues: [
        { title: 'Looks bad', body: 'I look into it.', labels: ['ci-broken'] },
        { title: 'Other', body: '<!-- sluice:ci-broken -->', labels: ['bug'] },
      ],
    });
    expect(await place.tell(2, true)).toMatchObject({ data: { outcome: 'opened' } });
    const [adopted] = [...place.fake.state.issues.values()];
    expect(adopted?.body).toMatch(/^I look into it\.\n\n<!-- sluice:ci-broken branch=main /u);
    expect(place.fake.state.issues.size).toBe(2);
    await place.tell(3, false);
    expect(issues(place.fake).map(({ state }) => state)).toEqual(['closed', 'open']);
  });

  it('stays one when two runs end at the same time', async () => {
    await using place = await placeOf();
    const told = await Promise.all([place.tell(2, true), place.tell(3, true)]);
    expect(told.every(({ ok }) => ok)).toBe(true);
    expect(issues(place.fake).filter(({ state }) => state === 'open')).toMatchObject([open]);
  });

  it('is not opened a second time when the answer to the first was lost', async () => {
    await using place = await placeOf();
    place.fake.fail('lost-answer', { operation: 'issues/create' });
    expect(await place.tell(2, true)).toMatchObject({ ok: true, data: { outcome: 'opened' } });
    expect(issues(place.fake)).toMatchObject([open]);
  });

  it.each<[Fault, string]>([
    ['bad-token', 'bad-token'],
    ['permission', 'permission'],
    ['rate-limit', 'rate-limit'],
    ['secondary-limit', 'secondary-limit'],
    ['too-many', 'secondary-limit'],
    ['not-found', 'not-found'],
    ['gone', 'gone'],
    ['invalid', 'invalid'],
    ['server', 'server'],
    ['bad-gateway', 'server'],
    ['reset', 'network'],
    ['never', 'timeout'],
  ])('that GitHub refuses with %s is told as a fault, and nothing is thrown', async (fault, kind) => {
    await using place = await placeOf();
    place.fake.fail(fault, { times: Infinity });
    expect(await place.tell(2, true)).toMatchObject({ ok: false, fault: { kind } });
    place.fake.recover();
    expect(await place.tell(2, true)).toMatchObject({ data: { outcome: 'opened' } });
    expect(issues(place.fake)).toHaveLength(1);
  });

  it('is a fault of its own where issues are switched off', async () => {
    await using place = await placeOf();
    place.fake.state.hasIssues = false;
    expect(await place.tell(2, true)).toMatchObject({ ok: false, fault: { kind: 'gone' } });
  });
});
