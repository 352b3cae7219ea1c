import { openClient } from '@sluice/plugin-github/client';
import { describe, expect, it } from 'vitest';
import type { GithubFake } from '../../../plugin-github/test/fake/github-fake.ts';
import { openGithubFake } from '../../../plugin-github/test/fake/open-github-fake.ts';
import { boardOf } from '../../src/board/board.ts';
import { commitReport } from '../../src/commit/commit-report.ts';
import { contentCalls } from '../../src/commit/content-calls.ts';
import { NOON_MS, series } from '../github.ts';
import { healthOf } from '../health-of.ts';

const GOOD = series(19, 1);
const BAD = series(10, 10);
const DAY_MS = 24 * 60 * 60 * 1000;

async function commit(fake: GithubFake, records: readonly unknown[], until = NOON_MS): Promise<string> {
  const opened = await openClient({ env: fake.env, secondMs: 1 });
  if (!opened.ok) throw new Error(opened.fault.message);
  const { owner, name } = fake.state.repository;
  const calls = contentCalls(opened.data, {
    repository: { owner, name },
    branch: 'ci-health',
    defaultBranch: 'main',
  });
  const board = boardOf(healthOf(records, { until }), [], []);
  const answer = await commitReport(calls, { board, folder: 'ci-health' });
  await opened.data.close();
  if (!answer.ok) return answer.fault.kind;
  return `${answer.data.commits} commits${answer.data.isVerified ? '' : ', not verified'}`;
}

function files(fake: GithubFake): Readonly<Record<string, string>> {
  return fake.state.commits.get(fake.state.refs.get('heads/ci-health') ?? '')?.files ?? {};
}

const messages = (fake: GithubFake): readonly string[] =>
  [...fake.state.commits.values()]
    .map(({ message }) => message)
    .filter((message) => message.includes('report'));

describe('committing the report', () => {
  it('makes a branch of its own, and commits again only when figures or the day have changed', async () => {
    await using fake = await openGithubFake();
    const main = fake.state.refs.get('heads/main');
    expect(await commit(fake, GOOD)).toBe('4 commits');
    expect(
      Object.keys(files(fake))
        .filter((path) => path.startsWith('ci-health/'))
        .toSorted(),
    ).toEqual([
      'ci-health/README.md',
      'ci-health/badge.json',
      'ci-health/history.jsonl',
      'ci-health/index.html',
    ]);
    expect(files(fake)['ci-health/README.md']).toContain('**GOOD: 95.0 %');
    // An hour later, with the same runs.
    expect(await commit(fake, GOOD, NOON_MS + 3_600_000)).toBe('0 commits');
    expect(await commit(fake, BAD)).toMatch(/^[34] commits$/u);
    expect(await commit(fake, GOOD, NOON_MS + DAY_MS)).toMatch(/^[34] commits$/u);
    expect(files(fake)['ci-health/history.jsonl']?.trim().split('\n')).toHaveLength(2);
    expect(fake.state.refs.get('heads/main')).toBe(main);
    expect(messages(fake).every((message) => message.endsWith('[skip ci]'))).toBe(true);
  });

  it('reads once more when somebody else committed in between', async () => {
    await using fake = await openGithubFake();
    fake.fail('conflict', { operation: 'repos/create-or-update-file-contents' });
    expect(await commit(fake, GOOD)).toBe('4 commits');
    fake.fail('conflict', { operation: 'repos/create-or-update-file-contents', times: 2 });
    expect(await commit(fake, BAD)).toBe('conflict');
    // GitHub's description has no other body for a conflict of this call; what is tested is its status.
    fake.takeViolations();
  });

  it('is whole in the end when the process is killed between any two calls', async () => {
    for (let after = 0; after < 16; after += 1) {
      await using fake = await openGithubFake();
      fake.fail('permission', { after, times: Infinity });
      await commit(fake, GOOD);
      fake.recover();
      await commit(fake, GOOD);
      expect(Object.keys(files(fake)).filter((path) => path.startsWith('ci-health/'))).toHaveLength(4);
      expect(await commit(fake, GOOD)).toBe('0 commits');
      expect(messages(fake)).toHaveLength(4);
    }
  }, 120_000);

  it('does not commit again what was merged with its branch deleted', async () => {
    await using fake = await openGithubFake();
    await commit(fake, GOOD);
    fake.state.refs.set('heads/main', fake.state.refs.get('heads/ci-health') ?? '');
    fake.state.refs.delete('heads/ci-health');
    expect(await commit(fake, GOOD, NOON_MS + 3_600_000)).toBe('0 commits');
    expect(await commit(fake, BAD)).toMatch(/^[34] commits$/u);
  });

  it('goes on when the branch was made by somebody else meanwhile', async () => {
    await using fake = await openGithubFake({ branches: [{ name: 'ci-health' }] });
    fake.fail('not-found', { operation: 'git/get-ref' });
    expect(await commit(fake, GOOD)).toBe('4 commits');
  });
});
