import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commitOf, parseStatus } from '../../src/changes/parse-status.ts';
import { resolveChanges } from '../../src/changes/resolve-changes.ts';
import { changedBetween, snapshotTree } from '../../src/changes/snapshot-tree.ts';
import { openRepository, type Repository } from './repository.ts';

let repository: Repository;
beforeEach(async () => {
  repository = await openRepository();
});
afterEach(() => repository[Symbol.asyncDispose]());

const nothing = { PATH: '/nowhere' };

describe('the commit under test', () => {
  it('has a branch unless the head is detached, and is dirty when a file differs anywhere', async () => {
    const { dir, env, git, write, commit } = repository;
    const here = async (cwd = dir) => (await resolveChanges({ cwd, env })).commit;
    expect(await here()).toBeUndefined();
    const sha = await commit({ 'a.txt': '1', 'sub/b.txt': '1' });
    expect(await here()).toEqual({ sha, branch: 'main', isDirty: false });
    await write({ 'new.txt': '' });
    git('checkout', '-q', '--detach');
    expect(await here()).toEqual({ sha, isDirty: true });
    expect(await here(join(dir, 'sub'))).toEqual({ sha, isDirty: true });
  });

  it('is not made of the name of a file', () => {
    const status = parseStatus('# branch.oid abc\0# branch.head main\0? # branch.oid def\0');
    expect(commitOf(status)).toEqual({ sha: 'abc', branch: 'main', isDirty: true });
    expect(commitOf(parseStatus(''))).toBeUndefined();
  });
});

describe('what git status says', () => {
  it('is read with spaces in names, renames, conflicts, links, submodules and repositories within', () => {
    const hash = 'a'.repeat(40);
    const text = [
      '# branch.oid abc',
      '# branch.head a branch',
      `1 .M N... 100644 100644 100644 ${hash} ${hash} a file`,
      `2 R. N... 100644 100644 100644 ${hash} ${hash} R100 new name`,
      'old name',
      `u UU N... 100644 100644 100644 100644 ${hash} ${hash} ${hash} both sides`,
      `1 .T N... 120000 120000 100644 ${hash} ${hash} link`,
      `1 .M S.M. 160000 160000 160000 ${hash} ${hash} sub`,
      '? new one',
      '? nested/',
      '',
    ].join('\0');
    expect(parseStatus(text)).toEqual({
      sha: 'abc',
      branch: 'a branch',
      files: ['a file', 'new name', 'old name', 'both sides', 'link', 'sub', 'new one', 'nested/'],
      untracked: ['new one', 'nested/'],
      opaque: ['link', 'sub', 'nested/'],
    });
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
