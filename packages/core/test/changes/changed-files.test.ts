import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { changedFiles } from '../../src/changes/changed-files.ts';
import { readRepository, type Repository as Read } from '../../src/changes/read-repository.ts';
import { resolveChanges } from '../../src/changes/resolve-changes.ts';
import { openRepository, type Repository } from './repository.ts';

let repository: Repository;
beforeEach(async () => {
  repository = await openRepository();
});
afterEach(() => repository[Symbol.asyncDispose]());

async function filesSince(base: string, cwd = repository.dir): Promise<readonly string[] | undefined> {
  const read = await readRepository(cwd, repository.env, { untracked: 'all', branches: [] });
  return (await changedFiles(read as Read, [base]))?.files;
}

describe('the files that changed', () => {
  it('are committed, staged, unstaged and untracked ones, and both sides of a rename', async () => {
    const { dir, git, write, commit } = repository;
    const base = await commit({
      'a.txt': '1',
      'b.txt': '2',
      'c.txt': '3',
      'old.txt': 'x'.repeat(200),
      'older.txt': 'y'.repeat(200),
      '.gitignore': 'out\n',
    });
    git('mv', 'older.txt', 'newer.txt');
    await commit({ 'committed.txt': '' });
    git('mv', 'old.txt', 'new.txt');
    await write({ 'a.txt': 'unstaged', 'b.txt': 'staged', 'ü untracked "x".txt': '', 'out/ignored': '' });
    git('add', 'b.txt');
    await rm(join(dir, 'c.txt'));
    expect(await filesSince(base)).toEqual([
      'a.txt',
      'b.txt',
      'c.txt',
      'committed.txt',
      'new.txt',
      'newer.txt',
      'old.txt',
      'older.txt',
      'ü untracked "x".txt',
    ]);
  });

  it('are found whatever the settings of the repository hide', async () => {
    const { git, commit, write } = repository;
    const base = await commit({ 'old.txt': 'x'.repeat(200) });
    for (const [key, value] of [
      ['status.showUntrackedFiles', 'no'],
      ['status.renames', 'copies'],
      ['diff.renames', 'copies'],
      ['core.quotePath', 'true'],
      ['status.relativePaths', 'true'],
    ] as const)
      git('config', key, value);
    git('mv', 'old.txt', 'new.txt');
    await write({ 'sub/untracked.txt': '' });
    expect(await filesSince(base)).toEqual(['new.txt', 'old.txt', 'sub/untracked.txt']);
  });

  it('are relative to the folder of the config, and those outside of it stay outside', async () => {
    const { dir, write, commit } = repository;
    const base = await commit({
      'app/py/a.txt': '1',
      'app/x.txt': '1',
      'lib/b.txt': '2',
      'application/c.txt': '3',
    });
    await write({ 'app/py/a.txt': '2', 'app/x.txt': '2', 'lib/b.txt': '3', 'application/c.txt': '4' });
    expect(await filesSince(base, join(dir, 'app/py'))).toEqual([
      '../../application/c.txt',
      '../../lib/b.txt',
      '../x.txt',
      'a.txt',
    ]);
  });

  it('are found through a linked folder, and in NFC whatever form their names have on disk', async () => {
    const { dir, commit, write } = repository;
    const base = await commit({ 'app/a.txt': '' });
    await symlink(join(dir, 'app'), join(dir, '..', 'linked'));
    await write({ 'app/u\u0308.txt': '' });
    expect(await filesSince(base, join(dir, '..', 'linked'))).toEqual(['\u00fc.txt']);
  });

  it('are named by every link that leads to them too, for a glob may name either', async () => {
    const { dir, commit, write } = repository;
    await mkdir(join(dir, 'app/deep'), { recursive: true });
    await symlink('../lib', join(dir, 'app/shared'));
    await symlink('../../app', join(dir, 'app/deep/round'));
    await symlink('/', join(dir, 'outside'));
    await symlink('nowhere', join(dir, 'dangling'));
    await symlink('lib/a.txt', join(dir, 'file.txt'));
    await symlink('app', join(dir, 'twice'));
    const base = await commit({ 'lib/a.txt': '1', 'lib/sub/b.txt': '1' });
    await write({ 'lib/a.txt': '2', 'lib/sub/b.txt': '2' });
    expect(await filesSince(base)).toEqual([
      'app/shared/a.txt',
      'app/shared/sub/b.txt',
      'file.txt',
      'lib/a.txt',
      'lib/sub/b.txt',
      'twice/shared/a.txt',
      'twice/shared/sub/b.txt',
    ]);
    expect(await filesSince(base, join(dir, 'app'))).toContain('shared/sub/b.txt');
  });

  it('are named by a link too whose target is gone altogether', async () => {
    const { dir, commit } = repository;
    await mkdir(join(dir, 'app'));
    await symlink('../lib', join(dir, 'app/shared'));
    const base = await commit({ 'lib/a.txt': '1' });
    await rm(join(dir, 'lib'), { recursive: true });
    expect(await filesSince(base)).toEqual(['app/shared/a.txt', 'lib/a.txt']);
  });

  it('are those too that git was told not to look at', async () => {
    const { git, commit, write } = repository;
    const base = await commit({ 'assumed.txt': '1', 'hidden.txt': '1', 'seen.txt': '1' });
    git('update-index', '--assume-unchanged', 'assumed.txt');
    git('update-index', '--skip-worktree', 'hidden.txt');
    await write({ 'assumed.txt': '2', 'hidden.txt': '2' });
    expect(git('status', '--porcelain')).toBe('');
    expect(await filesSince(base)).toEqual(['assumed.txt', 'hidden.txt']);
  });

  it('keep a newline, quotes, and a name that is not UTF-8 as far as text can', async () => {
    const { dir, commit } = repository;
    const base = await commit({ 'a.txt': '' });
    await writeFile(join(dir, 'two\nlines "quoted" \'x\'.txt'), '');
    await writeFile(Buffer.concat([Buffer.from(`${dir}/caf`), Buffer.from([0xe9]), Buffer.from('.txt')]), '');
    expect(await filesSince(base)).toEqual(['caf\uFFFD.txt', 'two\nlines "quoted" \'x\'.txt']);
  });

  it('are not known for a commit that is not there', async () => {
    await repository.commit({ 'a.txt': '1' });
    expect(await filesSince('f'.repeat(40))).toBeUndefined();
  });
});

describe('a repository of another kind', () => {
  it('is asked like any other where it is a second work tree', async () => {
    const { dir, git, commit, env } = repository;
    await commit({ 'a.txt': '1' });
    git('worktree', 'add', '-q', '-b', 'topic', join(dir, '../second'));
    await writeFile(join(dir, '../second/b.txt'), '');
    const { changes } = await resolveChanges({ cwd: join(dir, '../second'), env });
    expect(changes).toMatchObject({ scope: 'files', files: ['b.txt'] });
  });

  it.each([
    ['no git', 'no-git', 'git is not installed', async (dir: string) => dir, { PATH: '/nowhere' }],
    [
      "somebody else's",
      'git-refused',
      /^all files \(git refuses: detected dubious ownership in repository at/u,
      async (dir: string) => dir,
      { GIT_TEST_ASSUME_DIFFERENT_OWNER: '1' },
    ],
    [
      'no repository',
      'no-repository',
      'this is not a git repository',
      async (dir: string) => join(dir, '..'),
      {},
    ],
    [
      'a bare clone',
      'no-repository',
      'this is a bare clone, without files',
      async (): Promise<string> => repository.clone('bare', '--bare'),
      {},
    ],
    [
      'no commit',
      'no-commit',
      'there is no commit yet',
      async (dir: string) => {
        await mkdir(join(dir, '../fresh'));
        repository.git('init', '-q', join(dir, '../fresh'));
        return join(dir, '../fresh');
      },
      {},
    ],
  ] as const)('is %s: everything counts, in words', async (_, method, words, place, env) => {
    await repository.commit({ 'a.txt': '1' });
    const cwd: string = await place(repository.dir);
    const { changes, commit } = await resolveChanges({
      cwd,
      env: { ...repository.env, ...env },
    });
    expect(changes).toMatchObject({ scope: 'all', method, files: [] });
    if (typeof words === 'string') expect(changes.reason).toBe(`all files (${words})`);
    else expect(changes.reason).toMatch(words);
    expect(commit).toBeUndefined();
  });

  it.each(['committed', 'uncommitted'] as const)(
    'has a submodule that differs (%s), and then everything counts, even where git is told to ignore it',
    async (how) => {
      const { dir, git, commit, env } = repository;
      await commit({ 'a.txt': '1' });
      git('clone', '-q', `file://${dir}`, join(dir, '../other'));
      git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', `file://${dir}/../other`, 'sub');
      git('config', '-f', '.gitmodules', 'submodule.sub.ignore', 'all');
      await commit({ 'b.txt': '' });
      git('checkout', '-qb', 'topic');
      await writeFile(join(dir, 'sub/a.txt'), '2');
      if (how === 'committed') {
        git('-C', 'sub', 'commit', '-qam', 'in sub');
        git('add', '-f', 'sub');
        git('commit', '-qm', 'bump');
      }
      const { changes } = await resolveChanges({ cwd: dir, env });
      expect(changes).toMatchObject({
        scope: 'all',
        method: 'unlisted',
        reason: expect.stringMatching(
          /^all files \(sub differs, a link, a submodule or a repository of its own/u,
        ),
      });
    },
  );

  it('has a repository within it, or a link that changed, and then everything counts', async () => {
    const { dir, git, commit, env } = repository;
    await symlink('lib', join(dir, 'linked'));
    await commit({ 'lib/a.txt': '1', 'other/b.txt': '' });
    git('init', '-q', join(dir, 'nested'));
    await writeFile(join(dir, 'nested/x.txt'), '');
    expect((await resolveChanges({ cwd: dir, env })).changes).toMatchObject({ method: 'unlisted' });
    await rm(join(dir, 'nested'), { recursive: true });
    await symlink('other', join(dir, 'new'));
    expect((await resolveChanges({ cwd: dir, env })).changes).toMatchObject({ method: 'unlisted' });
    await rm(join(dir, 'new'));
    await rm(join(dir, 'linked'));
    await symlink('other', join(dir, 'linked'));
    expect((await resolveChanges({ cwd: dir, env })).changes).toMatchObject({
      method: 'unlisted',
      reason: expect.stringContaining('linked differs'),
    });
    git('checkout', '-qb', 'topic');
    await commit({});
    expect((await resolveChanges({ cwd: dir, env })).changes).toMatchObject({ method: 'unlisted' });
  });

  it('holds LFS pointers, which are files like others', async () => {
    const { dir, git, commit, env } = repository;
    const pointer = (id: string): string =>
      `version https://git-lfs.github.com/spec/v1\noid sha256:${id.repeat(64)}\nsize 12\n`;
    await commit({ 'big.bin': pointer('a'), '.gitattributes': '*.bin -text\n' });
    git('checkout', '-qb', 'topic');
    await commit({ 'big.bin': pointer('b') });
    expect((await resolveChanges({ cwd: dir, env })).changes).toMatchObject({ files: ['big.bin'] });
  });
});
