import { openClient } from '@sluice/plugin-github/client';
import { describe, expect, it } from 'vitest';
import type { GithubFake } from '../../../plugin-github/test/fake/github-fake.ts';
import { openGithubFake } from '../../../plugin-github/test/fake/open-github-fake.ts';
import type { AlertName } from '../../src/alert/alert-state.ts';
import type { HealthDocument } from '../../src/figures/health-document.ts';
import { issueCalls } from '../../src/issue/issue-calls.ts';
import { keepIssue } from '../../src/issue/keep-issue.ts';
import { series } from '../github.ts';
import { healthOf } from '../health-of.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const START_MS = Date.parse('2026-11-28T12:00:00Z');

const BAD = healthOf(series(10, 10));
const WORSE = healthOf(series(9, 11));
const GOOD = healthOf(series(19, 1));

/** Keeps the issue as a new process would, at a day, and says what it did or which fault it met. */
async function keep(
  fake: GithubFake,
  {
    day,
    state,
    health,
    since = day,
  }: {
    readonly day: number;
    readonly state: AlertName;
    readonly health: HealthDocument;
    readonly since?: number;
  },
): Promise<string> {
  fake.state.now = () => START_MS + day * DAY_MS;
  const opened = await openClient({ env: fake.env, secondMs: 1 });
  if (!opened.ok) throw new Error(opened.fault.message);
  const { owner, name } = fake.state.repository;
  const answer = await keepIssue({
    calls: issueCalls(opened.data, { owner, name }),
    alert: { state, sinceMs: START_MS + since * DAY_MS, lastMs: START_MS + day * DAY_MS },
    health,
  });
  await opened.data.close();
  return answer.ok
    ? `${answer.data.did}${answer.data.isVerified ? '' : ', not verified'}`
    : answer.fault.kind;
}

const issues = (fake: GithubFake): readonly (readonly [number, string, string | null])[] =>
  [...fake.state.issues.values()].map(({ number, state, stateReason }) => [number, state, stateReason]);
const transitions = (fake: GithubFake): readonly string[] =>
  fake.state.comments.map(({ body }) => /^<!-- ci-health:(\w+)/u.exec(body)?.[1] ?? 'other');

describe('the ci-health issue', () => {
  it('is opened once with its label, kept up to date in place, closed with the figures, and opened again within a week', async () => {
    await using fake = await openGithubFake();
    expect(await keep(fake, { day: 0, state: 'watch', health: BAD })).toBe('nothing');
    expect(await keep(fake, { day: 1, state: 'alert', health: BAD })).toBe('created');
    expect(await keep(fake, { day: 1, state: 'alert', health: BAD })).toBe('nothing');
    expect(await keep(fake, { day: 2, state: 'alert', health: WORSE, since: 1 })).toBe('updated');
    expect(await keep(fake, { day: 3, state: 'recovering', health: GOOD })).toBe('updated');
    const [issue] = fake.state.issues.values();
    expect(issue).toMatchObject({ title: 'CI is unwell', labels: ['ci-health'], state: 'open' });
    expect(issue?.body).toContain('95.0 %, 19 of 20 decided runs passed');
    expect([...fake.state.labels.values()]).toMatchObject([{ name: 'ci-health', color: 'b34700' }]);
    expect(transitions(fake)).toEqual([]);
    expect(await keep(fake, { day: 4, state: 'ok', health: GOOD })).toBe('closed');
    expect(await keep(fake, { day: 5, state: 'ok', health: GOOD })).toBe('nothing');
    expect(issues(fake)).toEqual([[issue?.number, 'closed', 'completed']]);
    expect(fake.state.comments[0]?.body).toContain('| runs | 19 success, 1 failure |');
    expect(await keep(fake, { day: 9, state: 'alert', health: BAD })).toBe('reopened');
    expect(transitions(fake)).toEqual(['closed', 'reopened']);
    expect(await keep(fake, { day: 12, state: 'ok', health: GOOD })).toBe('closed');
    expect(await keep(fake, { day: 30, state: 'alert', health: BAD })).toBe('created');
    expect(issues(fake).map(([, state]) => state)).toEqual(['closed', 'open']);
  });

  it('stays closed when a person closed it while the alert lasts', async () => {
    await using fake = await openGithubFake();
    await keep(fake, { day: 1, state: 'alert', health: BAD });
    const [issue] = fake.state.issues.values();
    Object.assign(issue ?? {}, {
      state: 'closed',
      closedAt: new Date(START_MS + 1.5 * DAY_MS).toISOString(),
    });
    expect(await keep(fake, { day: 2, state: 'alert', health: WORSE, since: 1 })).toBe('nothing');
    expect(issues(fake)).toHaveLength(1);
  });

  it('leaves issues and pull requests alone that only have the label', async () => {
    await using fake = await openGithubFake({
      issues: [{ title: 'Make CI faster', labels: ['ci-health'] }],
      labels: [{ name: 'ci-health' }],
    });
    expect(await keep(fake, { day: 1, state: 'ok', health: GOOD })).toBe('nothing');
    expect(await keep(fake, { day: 1, state: 'alert', health: BAD })).toBe('created');
    expect(issues(fake).map(([, state]) => state)).toEqual(['open', 'open']);
  });

  it('is one when two open it at once: the older stays', async () => {
    await using fake = await openGithubFake();
    await Promise.all([1, 2].map(async () => keep(fake, { day: 1, state: 'alert', health: BAD })));
    await keep(fake, { day: 1, state: 'alert', health: BAD });
    expect(issues(fake).filter(([, state]) => state === 'open')).toHaveLength(1);
  });

  it('is one when the answer to its creation is lost', async () => {
    await using fake = await openGithubFake();
    fake.fail('lost-answer', { operation: 'issues/create' });
    expect(await keep(fake, { day: 1, state: 'alert', health: BAD })).toBe('created');
    expect(issues(fake)).toHaveLength(1);
  });

  it('is right in the end when the process is killed between any two calls', async () => {
    const steps = [
      { day: 1, state: 'alert', health: BAD },
      { day: 2, state: 'ok', health: GOOD },
      { day: 4, state: 'alert', health: BAD },
      { day: 6, state: 'ok', health: GOOD },
    ] as const;
    for (let killedAt = 0; killedAt < steps.length; killedAt += 1) {
      for (let after = 0; after < 7; after += 1) {
        await using fake = await openGithubFake();
        for (const [index, step] of steps.entries()) {
          if (index === killedAt) {
            fake.fail('permission', { after, times: Infinity });
            await keep(fake, step);
            fake.recover();
          }
          await keep(fake, step);
          const where = `killed after ${after} calls of step ${killedAt}, at step ${index}`;
          expect([where, issues(fake).map(([, state]) => state)]).toEqual([
            where,
            [step.state === 'ok' ? 'closed' : 'open'],
          ]);
        }
        expect(transitions(fake)).toEqual(['closed', 'reopened', 'closed']);
      }
    }
  }, 180_000);

  it('says when GitHub has something else than what was written', async () => {
    await using fake = await openGithubFake();
    await keep(fake, { day: 1, state: 'alert', health: BAD });
    const [issue] = fake.state.issues.values();
    if (issue !== undefined)
      Object.defineProperty(issue, 'body', { get: () => '<!-- ci-health:v1 -->', set: () => {} });
    expect(await keep(fake, { day: 2, state: 'alert', health: WORSE, since: 1 })).toBe(
      'updated, not verified',
    );
  });

  it.each(['permission', 'gone', 'rate-limit', 'server'] as const)(
    'gives the fault when GitHub says %s',
    async (fault) => {
      await using fake = await openGithubFake();
      fake.fail(fault, { times: Infinity });
      expect(await keep(fake, { day: 1, state: 'alert', health: BAD })).toBe(fault);
    },
  );
});
