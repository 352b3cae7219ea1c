import { mkdtemp, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isCiError } from '../../src/errors/ci-error.ts';
import { locateStateDir, openStateDir } from '../../src/state/state-dir.ts';

let cwd = '';
beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'sluice state ü '));
});
afterEach(() => rm(cwd, { recursive: true, force: true }));

async function problemOf(work: Promise<unknown> | (() => unknown)) {
  try {
    await (typeof work === 'function' ? work() : work);
  } catch (error) {
    expect(isCiError(error)).toBe(true);
    return (error as { problems: { code: string; message: string }[] }).problems[0]!;
  }
  throw new Error('nothing was thrown');
}

describe('the state folder', () => {
  it('lies beside the config and hides itself from git', async () => {
    const state = await openStateDir({ cwd, env: {} });
    expect(state.dir).toBe(join(cwd, '.sluice'));
    expect((await readdir(state.dir)).sort()).toEqual(['.gitignore', 'cache', 'runs', 'tools']);
    expect(await readFile(join(state.dir, '.gitignore'), 'utf8')).toBe('*\n');
  });

  it('can be opened again, and keeps a .gitignore that somebody changed', async () => {
    const { dir } = await openStateDir({ cwd, env: {} });
    await writeFile(join(dir, '.gitignore'), '*\n!keep\n');
    await openStateDir({ cwd, env: {} });
    expect(await readFile(join(dir, '.gitignore'), 'utf8')).toBe('*\n!keep\n');
  });

  it('mends an empty .gitignore, as a killed process leaves one', async () => {
    const { dir } = await openStateDir({ cwd, env: {} });
    await writeFile(join(dir, '.gitignore'), '');
    await openStateDir({ cwd, env: {} });
    expect(await readFile(join(dir, '.gitignore'), 'utf8')).toBe('*\n');
  });

  it.each([
    ['relative to the config', 'elsewhere', () => join(cwd, 'elsewhere')],
    ['absolute', join(tmpdir(), 'sluice-absolute'), () => join(tmpdir(), 'sluice-absolute')],
    ['not when it is empty', '', () => join(cwd, '.sluice')],
  ])('is moved by SLUICE_STATE_DIR: %s', (_name, moved, expected) => {
    expect(locateStateDir({ cwd, env: { SLUICE_STATE_DIR: moved } }).dir).toBe(expected());
  });

  it.each(['.', '..', '/'])('refuses %s, which would hide the project from git', async (moved) => {
    const problem = await problemOf(openStateDir({ cwd, env: { SLUICE_STATE_DIR: moved } }));
    expect(problem.code).toBe('STATE_UNWRITABLE');
    expect(problem.message).toContain('names the project itself');
  });

  it('says so when a file is in the way', async () => {
    await writeFile(join(cwd, '.sluice'), '');
    const problem = await problemOf(openStateDir({ cwd, env: {} }));
    expect(problem.code).toBe('STATE_UNWRITABLE');
    expect(problem.message).toMatch(/\.sluice cannot be written: .*\((EEXIST|ENOTDIR)\)/u);
  });

  it('touches nothing when it is only located', async () => {
    locateStateDir({ cwd, env: {} });
    expect(await readdir(cwd)).toEqual([]);
  });
});

describe("a plugin's folder", () => {
  it('is made when it is asked for, and again', async () => {
    const state = await openStateDir({ cwd, env: {} });
    expect(state.pluginDir('python')).toBe(join(state.dir, 'python'));
    expect(state.pluginDir('python')).toBe(join(state.dir, 'python'));
    expect(await readdir(state.dir)).toContain('python');
  });

  it.each(['cache', 'runs', 'tools'])('never is core’s own %s', async (name) => {
    const state = await openStateDir({ cwd, env: {} });
    expect(state.pluginDir(name)).toBe(join(state.dir, `_${name}`));
  });

  it.each(['', '..', 'a/b', 'A', '_cache'])('is refused to %j', async (name) => {
    const state = await openStateDir({ cwd, env: {} });
    expect((await problemOf(() => state.pluginDir(name))).code).toBe('STATE_UNWRITABLE');
  });

  it('says so when it cannot be made', async () => {
    const state = await openStateDir({ cwd, env: {} });
    await writeFile(join(state.dir, 'python'), '');
    expect((await problemOf(() => state.pluginDir('python'))).message).toContain('EEXIST');
    await mkdir(join(state.dir, 'docker'));
    expect(state.pluginDir('docker')).toBe(join(state.dir, 'docker'));
  });
});
