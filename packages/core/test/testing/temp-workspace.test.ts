import { execFileSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { basename } from 'node:path';
import { tempWorkspace } from '@sluice/core/testing';
import { describe, expect, it } from 'vitest';

const git = (dir: string, ...args: readonly string[]): string =>
  execFileSync('git', args, { cwd: dir, encoding: 'utf8' }).trim();

describe('a temporary workspace', () => {
  it('holds the files it was given, in folders that it makes', async () => {
    await using workspace = await tempWorkspace({ 'a.txt': 'one', 'deep/er/b.txt': 'two' });
    expect(await workspace.read('a.txt')).toBe('one');
    expect(await workspace.read('deep/er/b.txt')).toBe('two');
    await workspace.write({ 'a.txt': 'three', 'more/c.txt': '' });
    expect(await workspace.read('a.txt')).toBe('three');
    expect(existsSync(workspace.path('more', 'c.txt'))).toBe(true);
  });

  it('has a real path, and a name with whatever letters a test wants', async () => {
    await using workspace = await tempWorkspace({}, { name: 'a folder, ünd more' });
    expect(workspace.dir).toBe(realpathSync(workspace.dir));
    expect(basename(workspace.dir)).toBe('a folder, ünd more');
  });

  it('is removed with everything around it when it goes out of scope', async () => {
    let dir: string;
    {
      await using workspace = await tempWorkspace({ 'a.txt': '' });
      dir = workspace.dir;
      expect(existsSync(dir)).toBe(true);
    }
    expect(existsSync(dir)).toBe(false);
    expect(existsSync(`${dir}/..`)).toBe(false);
  });

  it('is a folder of its own each time', async () => {
    await using one = await tempWorkspace();
    await using other = await tempWorkspace();
    expect(one.dir).not.toBe(other.dir);
    await one.remove();
    expect(existsSync(other.dir)).toBe(true);
  });

  it('is no repository unless asked for', async () => {
    await using workspace = await tempWorkspace({ 'a.txt': '' });
    expect(existsSync(workspace.path('.git'))).toBe(false);
  });

  it('is a repository on main with a clean tree, whatever git is configured to on this machine', async () => {
    await using workspace = await tempWorkspace({ 'a.txt': 'one' }, { git: true });
    expect(git(workspace.dir, 'branch', '--show-current')).toBe('main');
    expect(git(workspace.dir, 'status', '--porcelain')).toBe('');
    await workspace.write({ 'a.txt': 'two' });
    expect(git(workspace.dir, 'status', '--porcelain')).toBe('M a.txt');
    await workspace.commit('the second');
    expect(git(workspace.dir, 'log', '--format=%s by %an')).toBe('the second by A Test\na commit by A Test');
    await workspace.commit('with nothing changed');
    expect(git(workspace.dir, 'rev-list', '--count', 'HEAD')).toBe('3');
  });

  it('says what git said when it cannot commit', async () => {
    await using workspace = await tempWorkspace({ '.git': 'no folder' });
    await expect(workspace.commit()).rejects.toThrow(/^git init in .*: .*invalid gitfile format/su);
  });
});
