import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { changedFiles } from '../../src/changes/changed-files.ts';
import { parseCommit, readCommit } from '../../src/changes/commit.ts';
import { resolveChanges } from '../../src/changes/resolve-changes.ts';
import { changedBetween, snapshotTree } from '../../src/changes/snapshot-tree.ts';
import { openRepository, type Repository } from './repository.ts';

let repository: Repository;
beforeEach(async () => {
  repository = await openRepository();
});
afterEach(() => repository[Symbol.asyncDispose]());

const nothing = { PATH: '/nowhere' };

describe('the files that changed', () => {
  it('are committed, staged, unstaged and untracked ones, and both sides of a rename', async () => {
    const { dir, env, git, write, commit } = repository;
    const base = await commit({
      'a.txt': '1',
      'b.txt': '2',
      'c.txt': '3',
      'old.txt': 'x'.repeat(200),
      '.gitignore': 'out\n',
    });
    await commit({ 'committed.txt': '' });
    git('mv', 'old.txt', 'new.txt');
    await write({ 'a.txt': 'unstaged', 'b.txt': 'staged', 'ü untracked "x".txt': '', 'out/ignored': '' });
    git('add', 'b.txt');
    await rm(join(dir, 'c.txt'));
    expect(await changedFiles(dir, base, env)).toEqual([
      'a.txt',
      'b.txt',
      'c.txt',
      'committed.txt',
      'new.txt',
      'old.txt',
      'ü untracked "x".txt',
    ]);
  });

  it('are relative to the folder of the config, and those outside of it stay outside', async () => {
    const { dir, env, write, commit } = repository;
    const base = await commit({ 'app/py/a.txt': '1', 'lib/b.txt': '2', 'application/c.txt': '3' });
    await write({ 'app/py/a.txt': '2', 'lib/b.txt': '3', 'application/c.txt': '4' });
    expect(await changedFiles(join(dir, 'app/py'), base, env)).toEqual([
      '../../application/c.txt',
      '../../lib/b.txt',
      'a.txt',
    ]);
    expect(await changedFiles(join(dir, 'app'), base, env)).toEqual([
      '../application/c.txt',
      '../lib/b.txt',
      'py/a.txt',
    ]);
  });

  it('are not known without git, outside a repository, and for a commit that is not there', async () => {
    const { dir, env, commit } = repository;
    await commit({ 'a.txt': '1' });
    expect(await changedFiles(dir, 'HEAD', nothing)).toBeNull();
    expect(await changedFiles(dirname(dir), 'HEAD', env)).toBeNull();
    expect(await changedFiles(dir, 'f'.repeat(40), env)).toBeNull();
  });
});

describe('what a run compares with', () => {
  it('is the merge base, so that what others did on main does not count', async () => {
    const { dir, env, git, commit } = repository;
    const base = await commit({ 'a.txt': '1' });
    git('checkout', '-qb', 'topic');
    await commit({ 'mine.txt': '' });
    git('checkout', '-q', 'main');
    await commit({ 'theirs.txt': '' });
    git('checkout', '-q', 'topic');
    expect(await resolveChanges({ cwd: dir, env, base: 'main' })).toEqual({
      scope: 'files',
      method: 'base-option',
      reason: `main ${base.slice(0, 7)} (merge-base), 1 file changed`,
      base,
      files: ['mine.txt'],
    });
  });

  it('is named by SLUICE_BASE where no option names it', async () => {
    const { dir, env, commit, write } = repository;
    await commit({ 'a.txt': '1' });
    await write({ 'a.txt': '2', 'b.txt': '' });
    const changes = await resolveChanges({ cwd: dir, env: { ...env, SLUICE_BASE: 'HEAD' } });
    expect(changes).toMatchObject({
      files: ['a.txt', 'b.txt'],
      reason: expect.stringContaining('2 files changed'),
    });
  });

  it.each([
    ['all-requested', { all: true, base: 'HEAD' }, '(--all)'],
    ['no-base', {}, 'no base to compare with was given'],
    ['no-base', { base: '' }, 'no base to compare with was given'],
    ['base-unknown', { base: '--output=x' }, 'not the name of a commit'],
    ['base-unknown', { base: 'nowhere' }, 'no common commit with nowhere is known here'],
    ['empty-difference', { base: 'HEAD' }, 'nothing differs from HEAD'],
  ])('is nothing (%s %j), and then everything counts as changed', async (method, request, words) => {
    const { dir, env, commit } = repository;
    await commit({ 'a.txt': '1' });
    const changes = await resolveChanges({ cwd: dir, env, ...request });
    expect(changes).toMatchObject({
      scope: 'all',
      method,
      files: [],
      reason: expect.stringContaining(words),
    });
  });
});

describe('the commit under test', () => {
  it('has a branch unless the head is detached, and is dirty when a file differs', async () => {
    const { dir, env, git, write, commit } = repository;
    expect(await readCommit(dir, env)).toBeUndefined();
    const sha = await commit({ 'a.txt': '1' });
    expect(await readCommit(dir, env)).toEqual({ sha, branch: 'main', isDirty: false });
    await write({ 'new.txt': '' });
    git('checkout', '-q', '--detach');
    expect(await readCommit(dir, env)).toEqual({ sha, isDirty: true });
    expect(await readCommit(dir, nothing)).toBeUndefined();
  });

  it('is not made of the name of a file', () => {
    expect(parseCommit('# branch.oid abc\0# branch.head main\0? # branch.oid def\0')).toEqual({
      sha: 'abc',
      branch: 'main',
      isDirty: true,
    });
    expect(parseCommit('')).toBeUndefined();
  });
});

describe('what a fixer changed', () => {
  it('is every file whose content differs before and after, whatever it was before', async () => {
    const { dir, env, write, commit } = repository;
    await commit({ 'clean.txt': '1', 'dirty.txt': '1', 'gone.txt': '1', 'same.txt': '1' });
    await write({ 'dirty.txt': '2', 'same.txt': '2' });
    const before = await snapshotTree(dir, env);
    await write({ 'clean.txt': '2', 'dirty.txt': '3', 'sub/new.txt': '' });
    await rm(join(dir, 'gone.txt'));
    const after = await snapshotTree(join(dir, 'sub'), env);
    expect(changedBetween(before!, after!)).toEqual(['clean.txt', 'dirty.txt', 'gone.txt', 'sub/new.txt']);
    expect(changedBetween(after!, after!)).toEqual([]);
  });

  it('is not known without git', async () => {
    expect(await snapshotTree(repository.dir, nothing)).toBeUndefined();
  });
});
