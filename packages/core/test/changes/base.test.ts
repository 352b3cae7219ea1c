import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { resolveChanges } from '../../src/changes/resolve-changes.ts';
import { openRepository, type Repository } from './repository.ts';

let repository: Repository;
let first: string;
let theirs: string;
let mine: string;

/** `main`: first, theirs. `topic`, from first: mine (`src/mine.txt`), with the work tree on it. */
beforeEach(async () => {
  repository = await openRepository();
  const { git, commit } = repository;
  first = await commit({ 'a.txt': '1' });
  git('checkout', '-qb', 'topic');
  mine = await commit({ 'src/mine.txt': '' });
  git('checkout', '-q', 'main');
  theirs = await commit({ 'theirs.txt': '' });
  git('checkout', '-q', 'topic');
});
afterEach(() => repository[Symbol.asyncDispose]());

async function changesHere(env = repository.env, more = {}) {
  return (await resolveChanges({ cwd: repository.dir, env, ...more })).changes;
}

describe('what a run on a laptop compares with', () => {
  it('is the merge base with the default branch, and what is uncommitted counts', async () => {
    const { write } = repository;
    await write({ 'a.txt': '2', 'new.txt': '' });
    expect(await changesHere()).toEqual({
      scope: 'files',
      method: 'merge-base',
      reason: `main ${first.slice(0, 7)} (merge-base) + 2 uncommitted, 3 files changed`,
      base: first,
      head: mine,
      files: ['a.txt', 'new.txt', 'src/mine.txt'],
    });
  });

  it('is what the remote calls its default branch, whatever its name', async () => {
    const { git, commit, clone, env } = repository;
    git('branch', '-m', 'main', 'develop');
    git('checkout', '-q', 'develop');
    const cwd = clone('clone');
    git('-C', cwd, 'checkout', '-qb', 'other');
    git('-C', cwd, 'commit', '-q', '--allow-empty', '-m', 'empty');
    await commit({ 'later.txt': '' });
    const { changes } = await resolveChanges({ cwd, env });
    expect(changes).toMatchObject({ scope: 'all', method: 'empty-difference', base: theirs });
    expect(changes.reason).toContain(`nothing differs from origin/develop ${theirs.slice(0, 7)}`);
  });

  it.each([
    ['main', 'default-branch', 'main is the default branch, and nothing is uncommitted'],
    ['release/1.2', 'release-branch', 'release/1.2 is a release branch, and nothing is uncommitted'],
  ])(
    'is nothing on %s with a clean tree; with changes it is what they change',
    async (branch, method, words) => {
      const { git, write } = repository;
      git('checkout', '-q', ...(branch === 'main' ? [branch] : ['-b', branch, 'main']));
      expect(await changesHere()).toMatchObject({ scope: 'all', method, reason: `all files (${words})` });
      await write({ 'a.txt': '2' });
      expect(await changesHere()).toMatchObject({ scope: 'files', files: ['a.txt'] });
    },
  );

  it('is nothing where no default branch is known, and where its history has nothing in common', async () => {
    const { git, commit } = repository;
    git('checkout', '-q', '--orphan', 'island');
    await commit({ 'island.txt': '' });
    expect(await changesHere()).toMatchObject({
      scope: 'all',
      method: 'base-unknown',
      reason: 'all files (no common commit with main is known here)',
    });
    git('branch', '-qD', 'main');
    expect(await changesHere()).toMatchObject({ scope: 'all', method: 'no-base' });
  });

  it('counts both common commits where two branches were merged into each other', async () => {
    const { git, commit } = repository;
    git('branch', 'mine-before');
    git('merge', '-q', '-m', 'down', 'main');
    git('checkout', '-q', 'main');
    git('merge', '-q', '-m', 'up', 'mine-before');
    git('checkout', '-q', 'topic');
    await commit({ 'more.txt': '' });
    const changes = await changesHere();
    expect(changes.files).toEqual(['more.txt', 'src/mine.txt', 'theirs.txt']);
    expect(changes.reason).toMatch(/^main [0-9a-f]{7} and [0-9a-f]{7} \(merge-base\)/u);
  });

  it('is nothing on the machine of another CI system whose commit the default branch has', async () => {
    const { git, write } = repository;
    git('checkout', '-q', '--detach', 'main');
    await write({ 'artifact.txt': '' });
    expect(await changesHere(repository.env, { isCi: true })).toMatchObject({
      scope: 'all',
      method: 'default-branch',
      reason: 'all files (this commit is on main already)',
    });
    git('checkout', '-q', 'topic');
    expect(await changesHere(repository.env, { isCi: true })).toMatchObject({ scope: 'files', base: first });
  });
});

describe('what was asked for by name', () => {
  it('is compared with by its merge base, so that what others did does not count', async () => {
    expect(await changesHere(repository.env, { base: 'main' })).toMatchObject({
      method: 'base-option',
      reason: `main ${first.slice(0, 7)} (merge-base), 1 file changed`,
      base: first,
      files: ['src/mine.txt'],
    });
  });

  it('wins over the event, the option over the variable', async () => {
    const env = await repository.event(
      'push',
      { before: first },
      { GITHUB_REF: 'refs/heads/main', SLUICE_BASE: mine },
    );
    await repository.write({ 'b.txt': '' });
    expect(await changesHere(env)).toMatchObject({
      method: 'base-variable',
      reason: `${mine} ${mine.slice(0, 7)} (merge-base, from SLUICE_BASE) + 1 uncommitted, 1 file changed`,
    });
    expect(await changesHere(env, { base: 'main' })).toMatchObject({ method: 'base-option', base: first });
  });

  it.each([
    ['--output=x', '--output=x is not the name of a commit'],
    ['nowhere', 'no common commit with nowhere is known here'],
    ['topic', 'nothing differs from topic'],
  ])('and is %s says nothing, so that everything counts', async (base, words) => {
    const changes = await changesHere(repository.env, { base });
    expect(changes).toMatchObject({ scope: 'all', files: [], reason: expect.stringContaining(words) });
  });

  it('and is everything is compared with nothing; what the base is stays known', async () => {
    expect(await changesHere(repository.env, { all: true })).toEqual({
      scope: 'all',
      method: 'all-requested',
      reason: 'all files (--all)',
      base: first,
      head: mine,
      files: [],
    });
  });
});

describe('what a pull request compares with', () => {
  const payload = (sha: string, ref = 'main') => ({
    pull_request: { base: { sha, ref }, head: { sha: mine, ref: 'topic' } },
  });

  it('is the first parent of the merge commit that GitHub makes', async () => {
    const { git, event } = repository;
    git('checkout', '-q', '--detach', 'main');
    git('merge', '-q', '--no-ff', '-m', 'merge', 'topic');
    const env = await event('pull_request', payload(first), { GITHUB_BASE_REF: 'main' });
    expect(await changesHere(env)).toMatchObject({
      method: 'pull-request',
      reason: `main ${theirs.slice(0, 7)} (first parent of the merge commit), 1 file changed`,
      base: theirs,
      files: ['src/mine.txt'],
    });
  });

  it.each(['pull_request', 'pull_request_target'])(
    'is the merge base where its own commit is checked out (%s)',
    async (name) => {
      const env = await repository.event(name, payload(theirs), { GITHUB_BASE_REF: 'main' });
      expect(await changesHere(env)).toMatchObject({
        method: name.replaceAll('_', '-'),
        base: first,
        files: ['src/mine.txt'],
        reason: `main ${first.slice(0, 7)} (merge-base of the pull request), 1 file changed`,
      });
    },
  );

  it('is not taken from a merge commit that somebody pushed', async () => {
    const { git, commit, event } = repository;
    git('merge', '-q', '-m', 'down', 'main');
    const head = git('rev-parse', 'HEAD').trim();
    const given = { pull_request: { base: { sha: theirs, ref: 'main' }, head: { sha: head } } };
    expect(await changesHere(await event('pull_request', given))).toMatchObject({ base: theirs });
    await commit({ 'later.txt': '' });
    expect(await changesHere(await event('pull_request', given))).toMatchObject({
      base: theirs,
      files: ['later.txt', 'src/mine.txt'],
    });
  });

  it('is known without a payload, and nothing where the event is empty', async () => {
    const { event } = repository;
    const named = await event('pull_request', 'no json', { GITHUB_BASE_REF: 'main' });
    expect(await changesHere(named)).toMatchObject({ base: first, files: ['src/mine.txt'] });
    expect(await changesHere(await event('pull_request', {}))).toMatchObject({
      scope: 'all',
      method: 'no-base',
    });
  });

  it.each([
    { pull_request: { base: { sha: '--upload-pack=touch x', ref: '--all' } } },
    { pull_request: { base: { sha: 7, ref: '../../x' }, head: [] } },
    { pull_request: { base: { sha: 'f'.repeat(40), ref: 'a\nb' } } },
    ['not', 'an', 'object'],
    null,
  ])('is never a payload that lies: %j', async (given) => {
    const changes = await changesHere(await repository.event('pull_request', given));
    expect(changes).toMatchObject({ scope: 'all' });
    expect(['no-base', 'base-unknown']).toContain(changes.method);
  });
});

describe('what a push compares with', () => {
  const zeros = '0'.repeat(40);
  const pushed = { GITHUB_REF: 'refs/heads/topic' };

  it.each([
    ['push', 'merge-base', () => ({ before: first })],
    ['new-branch', 'merge-base, the branch is new', () => ({ before: zeros, created: true })],
    ['force-push', 'merge-base, after a force push', () => ({ before: theirs })],
    ['force-push', 'merge-base, after a force push', () => ({ before: theirs, forced: true })],
    ['push', 'merge-base', () => ({})],
  ])('is the merge base with the default branch (%s, %s)', async (method, how, payload) => {
    const env = await repository.event('push', payload(), pushed);
    expect(await changesHere(env)).toMatchObject({
      method,
      reason: `main ${first.slice(0, 7)} (${how}), 1 file changed`,
      files: ['src/mine.txt'],
    });
  });

  it('counts what an earlier push of the branch left broken', async () => {
    await repository.commit({ 'second.txt': '' });
    const env = await repository.event('push', { before: mine }, pushed);
    expect((await changesHere(env)).files).toEqual(['second.txt', 'src/mine.txt']);
  });

  it.each([
    ['refs/heads/main', 'default-branch', 'main is the default branch, and a push to it is looked at whole'],
    ['refs/heads/release/2', 'release-branch', 'release/2 is a release branch, and a push to it'],
    ['refs/tags/v1', 'tag', 'a tag is looked at as a whole'],
    [undefined, 'no-base', 'the push does not say to which branch'],
  ])('is nothing for %s, whatever differs', async (ref, method, words) => {
    await repository.write({ 'artifact.txt': '' });
    const env = await repository.event('push', { before: first }, { GITHUB_REF: ref });
    expect(await changesHere(env)).toMatchObject({
      scope: 'all',
      method,
      reason: expect.stringContaining(words),
    });
  });

  it('takes the default branch from the event', async () => {
    repository.git('branch', '-m', 'main', 'develop');
    const payload = { before: first, repository: { default_branch: 'develop' } };
    expect(await changesHere(await repository.event('push', payload, pushed))).toMatchObject({ base: first });
  });
});

describe('what a merge queue compares with', () => {
  it('is the base of the group, and what other groups before it bring counts too', async () => {
    const { git, commit, event, dir, clone, env } = repository;
    git('checkout', '-q', '-b', 'queue', 'main');
    const before = await commit({ 'other-group.txt': '' });
    const head = await commit({ 'group.txt': '' });
    const payload = { merge_group: { base_sha: before, base_ref: 'refs/heads/main', head_sha: head } };
    const variables = await event('merge_group', payload, {
      GITHUB_REF: 'refs/heads/gh-readonly-queue/main/pr-1',
    });
    expect(await changesHere(variables)).toMatchObject({
      method: 'merge-group',
      reason: `main ${before.slice(0, 7)} (base of the merge group), 1 file changed`,
      files: ['group.txt'],
    });
    const cwd = clone('clone');
    expect(cwd).toBe(join(dir, '../clone'));
    const { changes } = await resolveChanges({ cwd, env: { ...env, ...variables } });
    expect(changes.files).toEqual(['group.txt', 'other-group.txt']);
  });
});

describe('what any other event compares with', () => {
  it.each([
    ['schedule', 'schedule', 'a scheduled run looks at everything'],
    ['workflow_dispatch', 'workflow-dispatch', 'a run by hand looks at everything'],
    ['release', 'tag', 'a tag is looked at as a whole'],
    ['issue_comment', 'unknown-event', 'no base is known for the event issue_comment'],
  ])('is nothing: %s', async (name, method, words) => {
    const env = await repository.event(name, {}, { GITHUB_REF: 'refs/heads/topic' });
    expect(await changesHere(env)).toMatchObject({
      scope: 'all',
      method,
      reason: `all files (${words})`,
    });
  });
});
