import { chmod, mkdir, symlink } from 'node:fs/promises';
import { arch } from 'node:process';
import { delimiter } from 'node:path';
import { runCheck, tempWorkspace, type TempWorkspace } from '@sluice/core/testing';
import type { Check } from '@sluice/core';
import { describe, expect, it } from 'vitest';
import { candidates, type Env } from '../../src/env/candidates.ts';
import { findInterpreter } from '../../src/env/discover-interpreters.ts';

/** A program that answers as an interpreter of a version does, wherever it lies. */
function answers(version: string, implementation = 'cpython'): string {
  const said = { version, implementation, path: `/base/${version}`, hasEnsurepip: true, markers: {} };
  return `#!/bin/sh\necho '${JSON.stringify(said)}'\n`;
}

const FAILING_SHIM = '#!/bin/sh\necho "pyenv: python3.12: command not found" >&2\nexit 127\n';

async function machine(programs: Readonly<Record<string, string>>): Promise<TempWorkspace> {
  const workspace = await tempWorkspace(programs);
  for (const path of Object.keys(programs)) await chmod(workspace.path(path), 0o755);
  return workspace;
}

async function find(version: string, env: Env): Promise<{ found: unknown; logs: string }> {
  let found: unknown;
  const check: Check = {
    id: 'python/find',
    title: 'find',
    run: async ({ exec, log }) => {
      found = await findInterpreter(version, { exec, env, log });
      return { status: 'completed', findings: [] };
    },
  };
  const { logs } = await runCheck(check, { env });
  return { found, logs: logs.join('\n') };
}

const NOWHERE = { HOME: '/nonexistent', RUNNER_TOOL_CACHE: '/nonexistent' };

describe('where a Python is looked for', () => {
  it('is PATH first, then pyenv, uv and the tool cache, then whatever python3 is', async () => {
    await using workspace = await machine({
      'bin/python3.12': '',
      'bin/python3': '',
      'bin/python3-config': '',
      'home/.pyenv/versions/3.12.1/bin/python3': '',
      'home/.pyenv/versions/3.12.10/bin/python3': '',
      'home/.pyenv/versions/3.11.9/bin/python3': '',
      'home/.pyenv/versions/pypy3.10-7.3/bin/python3': '',
      'home/.local/share/uv/python/cpython-3.12.7-linux-x86_64-gnu/bin/python3': '',
      [`cache/Python/3.12.5/${arch}/bin/python3`]: '',
      [`cache/Python/3.12.5/${arch}.complete`]: '',
      [`cache/Python/3.12.6/${arch}/bin/python3`]: '',
    });
    const env = {
      PATH: workspace.path('bin'),
      HOME: workspace.path('home'),
      RUNNER_TOOL_CACHE: workspace.path('cache'),
    };
    const found = await candidates(env, '3.12');
    expect(found.map(({ path, from }) => `${from}: ${path.replace(workspace.dir, '')}`)).toEqual([
      'PATH: /bin/python3.12',
      'pyenv: /home/.pyenv/versions/3.12.10/bin/python3',
      'pyenv: /home/.pyenv/versions/3.12.1/bin/python3',
      'uv: /home/.local/share/uv/python/cpython-3.12.7-linux-x86_64-gnu/bin/python3',
      `tool cache: /cache/Python/3.12.5/${arch}/bin/python3`,
      'PATH: /bin/python3',
    ]);
  });

  it('is pyenv by its shims on PATH, when HOME and PYENV_ROOT say nothing of it', async () => {
    await using workspace = await machine({
      'pyenv/shims/python3.12': '',
      'pyenv/versions/3.12.1/bin/python3': '',
    });
    const found = await candidates({ ...NOWHERE, PATH: workspace.path('pyenv/shims') }, '3.12');
    expect(found.map(({ from }) => from)).toEqual(['PATH', 'pyenv']);
  });

  it('is where PYENV_ROOT and UV_PYTHON_INSTALL_DIR point', async () => {
    await using workspace = await machine({
      'p/versions/3.12.1/bin/python3': '',
      'u/cpython-3.12.2-linux-x86_64-gnu/bin/python3': '',
    });
    const env = {
      ...NOWHERE,
      PATH: '',
      PYENV_ROOT: workspace.path('p'),
      UV_PYTHON_INSTALL_DIR: workspace.path('u'),
    };
    expect((await candidates(env, '3.12')).map(({ from }) => from)).toEqual(['pyenv', 'uv']);
  });
});

describe('finding a Python', () => {
  it('passes over a shim that fails, and takes the version behind it', async () => {
    await using workspace = await machine({
      'pyenv/shims/python3.12': FAILING_SHIM,
      'pyenv/versions/3.12.1/bin/python3': answers('3.12.1'),
    });
    const { found } = await find('3.12', { ...NOWHERE, PATH: workspace.path('pyenv/shims') });
    expect(found).toMatchObject({ interpreter: { version: '3.12.1', from: 'pyenv', path: '/base/3.12.1' } });
  });

  it('takes a plain python3 of the right version, and no PyPy', async () => {
    await using workspace = await machine({
      'first/python3.12': answers('3.12.4', 'pypy'),
      'second/python3': answers('3.12.9'),
    });
    const path = [workspace.path('first'), workspace.path('second')].join(delimiter);
    const { found } = await find('3.12', { ...NOWHERE, PATH: path });
    expect(found).toMatchObject({ interpreter: { version: '3.12.9' } });
  });

  it('says what it found and how to install what is missing', async () => {
    await using workspace = await machine({ 'bin/python3': answers('3.10.4') });
    const { found } = await find('3.12', { ...NOWHERE, PATH: workspace.path('bin') });
    expect(found).toEqual({
      reason:
        "Python 3.12 is missing: looked on PATH, in pyenv, in uv's folder and in the tool cache; found 3.10.4. " +
        'Install it (uv python install 3.12, pyenv install 3.12, or actions/setup-python in a workflow), ' +
        'or take it out of the option versions',
    });
  });

  it('has uv fetch what is missing', async () => {
    await using workspace = await machine({ 'managed/python3.13': answers('3.13.0') });
    await mkdir(workspace.path('bin'));
    await workspace.write({
      'bin/uv': `#!/bin/sh\ncase "$2" in find) echo ${workspace.path('managed/python3.13')};; install) echo "$UV_PYTHON_INSTALL_BIN" >> ${workspace.path('bin-links')};; esac\n`,
    });
    await chmod(workspace.path('bin/uv'), 0o755);
    const { found, logs } = await find('3.13', { ...NOWHERE, PATH: workspace.path('bin') });
    expect(found).toMatchObject({ interpreter: { version: '3.13.0', from: 'uv' } });
    expect(logs).toContain('Python 3.13 was not found; uv fetches it');
    // uv would otherwise link it into the user's own folder of programs.
    expect(await workspace.read('bin-links')).toBe('0\n');
  });

  it("keeps uv's own words when uv cannot fetch it", async () => {
    await using workspace = await machine({
      'bin/uv':
        '#!/bin/sh\n[ "$2" = install ] && { echo "error: No download found for request: cpython-3.99" >&2; exit 2; }\nexit 0\n',
    });
    const { found } = await find('3.99', { ...NOWHERE, PATH: workspace.path('bin') });
    expect(found).toHaveProperty(
      'reason',
      expect.stringContaining('uv could not fetch it: error: No download found for request: cpython-3.99'),
    );
  });

  it('names the base interpreter of an environment that it is found in', async () => {
    await using workspace = await machine({});
    await mkdir(workspace.path('bin'));
    await symlink('/usr/bin/python3', workspace.path('bin/python3'));
    const { found } = await find('3', { ...NOWHERE, PATH: workspace.path('bin') });
    expect(found).toMatchObject({ interpreter: { path: expect.not.stringContaining(workspace.dir) } });
  });
});
