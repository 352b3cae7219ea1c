import { openClient } from '@sluice/plugin-github/client';
import { describe, expect, it } from 'vitest';
import { ask } from '../../../plugin-github/test/fake/ask.ts';
import type { GithubFake } from '../../../plugin-github/test/fake/github-fake.ts';
import { openGithubFake } from '../../../plugin-github/test/fake/open-github-fake.ts';
import { addCommit } from '../../../plugin-github/test/fake/state/add-commit.ts';
import { keepPull } from '../../src/pull/keep-pull.ts';
import { pullCalls } from '../../src/pull/pull-calls.ts';
import { series } from '../github.ts';
import { healthOf } from '../health-of.ts';

const GOOD = healthOf(series(19, 1));
const BAD = healthOf(series(10, 10));
const BRANCHES = [{ name: 'reports/ci', files: { 'ci-health/README.md': 'a report' } }];

/** Keeps the pull request as a new process would, and says what it did or which fault it met. */
async function keep(fake: GithubFake, health = GOOD): Promise<string> {
  const opened = await openClient({ env: fake.env, secondMs: 1 });
  if (!opened.ok) throw new Error(opened.fault.message);
  const { owner, name } = fake.state.repository;
  const place = { repository: { owner, name }, branch: 'reports/ci', defaultBranch: 'main' };
  const answer = await keepPull({ calls: pullCalls(opened.data, place), health });
  await opened.data.close();
  if (!answer.ok) return answer.fault.kind;
  return `${answer.data.did}${answer.data.isVerified ? '' : ', not verified'}`;
}

/** A commit on the branch, as the report is committed. */
function push({ state }: GithubFake): string {
  const parent = state.refs.get('heads/reports/ci') ?? '';
  const files = { ...state.commits.get(parent)?.files, 'ci-health/README.md': `after ${parent}` };
  return addCommit(state, { message: 'm', parents: [parent], files, ref: 'heads/reports/ci' }).sha;
}

const pulls = ({ state }: GithubFake): readonly string[] =>
  [...state.pulls.keys()].map((number) => `${number} ${state.issues.get(number)?.state}`);

describe('the pull request of the report', () => {
  it('is opened once, and its figures are kept up to date while its commits come by the branch', async () => {
    await using fake = await openGithubFake({ branches: BRANCHES });
    expect(await keep(fake)).toBe('opened');
    expect(await keep(fake)).toBe('nothing');
    const sha = push(fake);
    expect(await keep(fake, BAD)).toBe('updated');
    expect(pulls(fake)).toEqual(['1 open']);
    const { body } = await ask(fake, 'GET pulls/1');
    expect(body).toMatchObject({ title: 'CI health report', head: { sha }, base: { ref: 'main' } });
    expect(body.body).toMatch(/^<!-- ci-health:pull -->\n/u);
    expect(body.body).toContain('| runs | 10 success, 10 failure |');
  });

  it('is opened anew after it was closed only when the branch has moved since', async () => {
    await using fake = await openGithubFake({ branches: BRANCHES });
    await keep(fake);
    await ask(fake, 'PATCH pulls/1', { body: { state: 'closed' } });
    expect(await keep(fake, BAD)).toBe('nothing');
    push(fake);
    expect(await keep(fake, BAD)).toBe('opened');
    expect(await keep(fake, BAD)).toBe('nothing');
    expect(pulls(fake)).toEqual(['1 closed', '2 open']);
  });

  it('is not opened for a branch without a commit of its own', async () => {
    await using fake = await openGithubFake();
    const main = fake.state.refs.get('heads/main') ?? '';
    fake.state.refs.set('heads/reports/ci', main);
    expect(await keep(fake)).toBe('nothing');
    expect(pulls(fake)).toEqual([]);
  });

  it('is the one that a person opened from the branch, whose words and base stay', async () => {
    await using fake = await openGithubFake({
      branches: [{ name: 'develop' }],
      pulls: [{ branch: 'reports/ci', base: 'develop', title: 'Figures', body: 'Please look.' }],
    });
    expect(await keep(fake, BAD)).toBe('nothing');
    expect([...fake.state.issues.values()]).toMatchObject([{ title: 'Figures', body: 'Please look.' }]);
  });

  it('is not one from a fork that has a branch of the same name', async () => {
    await using fake = await openGithubFake({
      branches: BRANCHES,
      pulls: [{ branch: 'reports/ci', title: 'x', fork: 'acme/orders-fork' }],
    });
    expect(await keep(fake)).toBe('opened');
    expect(pulls(fake)).toEqual(['1 open', '2 open']);
  });

  it('is one when the answer to its creation is lost, and when two open it at once', async () => {
    await using fake = await openGithubFake({ branches: BRANCHES });
    fake.fail('lost-answer', { operation: 'pulls/create' });
    expect(await keep(fake)).toBe('opened');
    expect(pulls(fake)).toEqual(['1 open']);
    await using other = await openGithubFake({ branches: BRANCHES });
    await Promise.all([keep(other), keep(other)]);
    expect(pulls(other)).toEqual(['1 open']);
  });

  it('is right in the end when the process is killed between any two calls', async () => {
    for (let after = 0; after < 7; after += 1) {
      await using fake = await openGithubFake({ branches: BRANCHES });
      for (const health of [GOOD, BAD]) {
        fake.fail('permission', { after, times: Infinity });
        await keep(fake, health);
        fake.recover();
        await keep(fake, health);
        expect(await keep(fake, health)).toBe('nothing');
        expect(pulls(fake)).toEqual(['1 open']);
      }
      expect(fake.state.issues.get(1)?.body).toContain('10 success, 10 failure');
    }
  }, 60_000);

  it('says when GitHub has something else than what was written', async () => {
    await using fake = await openGithubFake({ branches: BRANCHES });
    await keep(fake);
    const issue = fake.state.issues.get(1);
    if (issue !== undefined)
      Object.defineProperty(issue, 'body', { get: () => '<!-- ci-health:pull -->', set: () => {} });
    expect(await keep(fake, BAD)).toBe('updated, not verified');
  });

  it.each(['permission', 'rate-limit', 'server'] as const)('gives the fault %s', async (fault) => {
    await using fake = await openGithubFake({ branches: BRANCHES });
    fake.fail(fault, { operation: 'pulls/create', times: Infinity });
    expect(await keep(fake)).toBe(fault);
  });
});
