import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { resolveChanges } from '../../src/changes/resolve-changes.ts';
import { openRepository, type Repository } from './repository.ts';

let repository: Repository;
beforeEach(async () => {
  repository = await openRepository();
  const { git, commit } = repository;
  for (const name of ['one', 'two', 'three']) await commit({ [name]: name });
  git('checkout', '-qb', 'topic');
  for (const name of ['mine-1', 'mine-2', 'mine-3']) await commit({ [name]: name });
  git('checkout', '-q', 'main');
});
afterEach(() => repository[Symbol.asyncDispose]());

const changesIn = async (cwd: string, env = repository.env) => (await resolveChanges({ cwd, env })).changes;

describe('a shallow clone', () => {
  it.each(['1', '2', '4', '50'])(
    'of depth %s is deepened once, and then compares as a whole one does',
    async (depth) => {
      const cwd = repository.clone('shallow', '--depth', depth, '--branch', 'topic');
      const payload = { repository: { default_branch: 'main' } };
      const env = await repository.event('push', payload, { GITHUB_REF: 'refs/heads/topic' });
      repository.git('-C', cwd, 'remote', 'set-branches', 'origin', 'topic');
      expect(await changesIn(cwd, env)).toMatchObject({
        scope: 'files',
        method: 'push',
        files: ['mine-1', 'mine-2', 'mine-3'],
      });
    },
  );

  it('of a pull request gets the one commit that it goes into', async () => {
    const { git, clone, event } = repository;
    const [base, head] = ['main', 'topic'].map((ref) => git('rev-parse', ref).trim());
    git('checkout', '-q', '-b', 'merge', 'main');
    git('merge', '-q', '--no-ff', '-m', 'merge', 'topic');
    const cwd = clone('shallow', '--depth', '1', '--branch', 'merge');
    const payload = { pull_request: { base: { sha: base, ref: 'main' }, head: { sha: head } } };
    expect(await changesIn(cwd, await event('pull_request', payload))).toMatchObject({
      base,
      files: ['mine-1', 'mine-2', 'mine-3'],
    });
    expect(git('-C', cwd, 'rev-list', '--all', 'HEAD').trim().split('\n').length).toBeLessThanOrEqual(3);
  });

  it('of a merge group gets the one commit that it is built on', async () => {
    const { git, clone, event } = repository;
    const base_sha = git('rev-parse', 'main').trim();
    const cwd = clone('shallow', '--depth', '1', '--branch', 'topic');
    const payload = { merge_group: { base_sha, base_ref: 'refs/heads/main' } };
    expect(await changesIn(cwd, await event('merge_group', payload))).toMatchObject({
      base: base_sha,
      files: ['mine-1', 'mine-2', 'mine-3'],
    });
  });

  it.each([
    ['no remote', 'remove', 'the clone is shallow'],
    [
      'a remote that does not answer',
      'break',
      'the clone is shallow, and fetching more of it once was not enough',
    ],
  ])('with %s counts everything, and says what helps', async (_, how, words) => {
    const { git, clone, event } = repository;
    const cwd = clone('shallow', '--depth', '1', '--branch', 'topic');
    if (how === 'remove') git('-C', cwd, 'remote', 'remove', 'origin');
    else git('-C', cwd, 'remote', 'set-url', 'origin', `file://${cwd}/nowhere`);
    const payload = { repository: { default_branch: 'main' } };
    const env = await event('push', payload, { GITHUB_REF: 'refs/heads/topic' });
    expect(await changesIn(cwd, env)).toMatchObject({
      scope: 'all',
      method: 'base-unknown',
      reason: expect.stringContaining(words),
    });
  });

  it('is not believed where the cut may hide a nearer common commit', async () => {
    const { git, commit, clone, env } = repository;
    // `nearer` is common to both, behind a long way on the side of main; `two` is common too, by a short way.
    git('checkout', '-q', '-b', 'side', 'main~1');
    const nearer = await commit({ nearer: '' });
    git('checkout', '-q', '-B', 'topic', 'side');
    git('merge', '-q', '-m', 'old', '--strategy=ours', 'main~2');
    await commit({ 'mine.txt': '', nearer: 'changed' });
    git('checkout', '-q', 'main');
    for (const name of ['m1', 'm2', 'm3']) await commit({ [name]: '' });
    git('merge', '-q', '-m', 'take', 'side');
    for (const name of ['m4', 'm5', 'm6']) await commit({ [name]: '' });
    const whole = await changesIn(repository.clone('whole', '--branch', 'topic'), env);
    expect(whole).toMatchObject({ base: nearer, files: ['mine.txt', 'nearer'] });
    for (const depth of ['1', '2', '3', '4', '5', '6', '7']) {
      const cwd = clone(`shallow-${depth}`, '--depth', depth, '--branch', 'topic', '--no-single-branch');
      git('-C', cwd, 'remote', 'set-url', 'origin', `file://${cwd}/nowhere`);
      const changes = await changesIn(cwd, env);
      if (changes.scope === 'files') expect(changes).toMatchObject({ base: nearer, files: whole.files });
      else expect(changes.reason).toContain('use fetch-depth: 0');
    }
  });
});
