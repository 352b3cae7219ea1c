import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { findConfig } from '../../src/config/find.ts';
import { CONFIG_PLACES } from '../../src/config/places.ts';
import { loadConfig } from '../../src/config/load.ts';
import { createTree, type Files } from './load-bench.ts';

let remove = async (): Promise<void> => {};
afterEach(() => remove());

async function tree(files: Files): Promise<(path?: string) => string> {
  const made = await createTree(files);
  remove = made.remove;
  return (path = '') => join(made.root, path);
}

describe('findConfig', () => {
  it.each(CONFIG_PLACES.map((name) => [name]))('finds %s in the folder itself', async (name) => {
    const at = await tree({ [`repo/${name}`]: '' });
    expect(await findConfig(at('repo'))).toBe(at(`repo/${name}`));
  });

  it('takes the first of several in one folder', async () => {
    const at = await tree({ 'repo/ci.config.json': '{}', 'repo/ci.config.mjs': '', 'repo/ci.config.ts': '' });
    expect(await findConfig(at('repo'))).toBe(at('repo/ci.config.ts'));
  });

  it.each(CONFIG_PLACES.map((name) => [name]))(
    'finds %s above, up to the root of the repository',
    async (name) => {
      const at = await tree({ 'repo/.git/HEAD': '', [`repo/${name}`]: 'this is never run', 'repo/a/b/': '' });
      expect(await findConfig(at('repo/a/b'))).toBe(at(`repo/${name}`));
    },
  );

  it('takes the nearest', async () => {
    const at = await tree({
      'repo/.git/HEAD': '',
      'repo/ci.config.ts': '',
      'repo/a/ci.config.json': '',
      'repo/a/b/': '',
    });
    expect(await findConfig(at('repo/a/b'))).toBe(at('repo/a/ci.config.json'));
  });

  it('never looks above the root of the repository, be it a clone or a worktree', async () => {
    const at = await tree({
      'ci.config.ts': '',
      'clone/.git/HEAD': '',
      'clone/a/': '',
      'worktree/.git': 'gitdir: x',
      'worktree/a/': '',
    });
    expect(await findConfig(at('clone/a'))).toBeUndefined();
    expect(await findConfig(at('clone'))).toBeUndefined();
    expect(await findConfig(at('worktree/a'))).toBeUndefined();
  });

  it('looks into the folder alone when there is no repository', async () => {
    const at = await tree({ 'ci.config.ts': '', 'a/': '' });
    expect(await findConfig(at('a'))).toBeUndefined();
    expect(await findConfig(at())).toBe(at('ci.config.ts'));
  });

  it('stops at one that it cannot read, rather than take one further up', async () => {
    const at = await tree({
      'repo/.git/HEAD': '',
      'repo/ci.config.ts': '',
      'repo/a/b/': '',
      'repo/a/ci.config.ts': { link: 'gone.ts' },
    });
    expect(await findConfig(at('repo/a/b'))).toBe(at('repo/a/ci.config.ts'));
    await mkdir(at('repo/a/b/ci.config.mts'));
    expect(await findConfig(at('repo/a/b'))).toBe(at('repo/a/b/ci.config.mts'));
  });

  it('does not read package.json, nor the configs of other tools', async () => {
    const at = await tree({
      'repo/.git/HEAD': '',
      'repo/package.json': '{ "ci": { "plugins": [] } }',
      'repo/.circ': 'plugins: []',
      'repo/ci.config.yaml': '',
      'repo/a/': '',
    });
    expect(await findConfig(at('repo/a'))).toBeUndefined();
  });
});

describe('loadConfig', () => {
  it('says where it looked when there is no config', async () => {
    const at = await tree({ 'repo/': '' });
    await expect(loadConfig({ cwd: at('repo') })).rejects.toMatchObject({
      problems: [{ code: 'CONFIG_NOT_FOUND', message: expect.stringContaining(at('repo')) }],
    });
  });

  it('loads a file by name, and says when it is not there or not of a kind it knows', async () => {
    const at = await tree({
      'ci.strict.json': '{ "policy": { "maxFlaky": 0 } }',
      'ci.config.json': '{}',
      'ci.yaml': '',
    });
    expect(await loadConfig({ cwd: at(), file: 'ci.strict.json' })).toEqual({
      config: { policy: { maxFlaky: 0 } },
      file: at('ci.strict.json'),
      dir: at(),
    });
    await expect(loadConfig({ cwd: at(), file: 'gone.json' })).rejects.toMatchObject({
      problems: [
        { code: 'CONFIG_UNREADABLE', file: at('gone.json'), message: expect.stringContaining('ENOENT') },
      ],
    });
    await expect(loadConfig({ cwd: at(), file: 'ci.yaml' })).rejects.toMatchObject({
      problems: [
        {
          code: 'CONFIG_UNREADABLE',
          message: expect.stringContaining('is none of .ts .mts .js .mjs .cjs .json'),
        },
      ],
    });
  });
});
