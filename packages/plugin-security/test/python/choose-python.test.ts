import { tempWorkspace } from '@sluice/core/testing';
import { describe, expect, it } from 'vitest';
import { choosePython } from '../../src/python/choose-python.ts';
import { findCode } from '../../src/python/find-code.ts';

/** A machine with these Pythons in pyenv's folders, beside a project with these files. */
async function chosen(
  versions: readonly string[],
  files: Readonly<Record<string, string>> = {},
  option?: string,
): Promise<string> {
  const pythons = versions.map((version) => [
    `home/.pyenv/versions/${version}/bin/python${version.split('.').slice(0, 2).join('.')}`,
    '',
  ]);
  await using workspace = await tempWorkspace({
    ...(Object.fromEntries(pythons) as Record<string, string>),
    'home/.pyenv/shims/python3.14': '',
    ...Object.fromEntries(Object.entries(files).map(([path, text]) => [`project/${path}`, text])),
    'project/README.md': '',
  });
  const env = { HOME: workspace.path('home'), PATH: workspace.path('home/.pyenv/shims') };
  const { path, from } = await choosePython(workspace.path('project'), { env, option });
  return `${path?.replace(`${workspace.dir}/`, '') ?? 'default'} (${from})`;
}

const at = (version: string, minor: string): string => `home/.pyenv/versions/${version}/bin/python${minor}`;

describe('the Python that scanners run under', () => {
  const all = ['3.9.18', '3.11.7', '3.12.1', '3.13.0'];

  it('is the newest here, and no shim', async () => {
    expect(await chosen(all)).toBe(`${at('3.13.0', '3.13')} (Python 3.13, the newest here)`);
  });

  it('is the newest within what the project supports', async () => {
    const files = { 'pyproject.toml': '[project]\nrequires-python = ">=3.11,<3.13"\n' };
    expect(await chosen(all, files)).toBe(
      `${at('3.12.1', '3.12')} (Python 3.12, the newest here within >=3.11,<3.13)`,
    );
    const poetry = { 'pyproject.toml': '[tool.poetry.dependencies]\npython = "~3.11"\n' };
    expect(await chosen(all, poetry)).toContain('python3.11');
  });

  it("is the one that the project names, and before that the project's environment", async () => {
    const files = { '.python-version': '3.11.7\n' };
    expect(await chosen(all, files)).toBe(`${at('3.11.7', '3.11')} (Python 3.11 of .python-version)`);
    const withEnvironment = { ...files, '.venv/pyvenv.cfg': 'version = 3.12.1\n', '.venv/bin/python': '' };
    expect(await chosen(all, withEnvironment)).toBe('project/.venv/bin/python (Python 3.12 of .venv)');
  });

  it('is none that the scanners themselves do not run under', async () => {
    const files = { 'pyproject.toml': '[project]\nrequires-python = ">=3.8,<3.10"\n' };
    expect(await chosen(['3.9.18', '3.11.7'], files)).toBe(
      `${at('3.11.7', '3.11')} (Python 3.11, the newest here)`,
    );
    expect(await chosen(['3.9.18'])).toBe('default (the Python on PATH)');
  });

  it('is what the option says, a version or a path', async () => {
    expect(await chosen(all, {}, '3.12')).toBe(`${at('3.12.1', '3.12')} (Python 3.12, as configured)`);
    expect(await chosen(all, {}, '3.10')).toBe('python3.10 (Python 3.10, as configured)');
    expect(await chosen(all, {}, 'envs/py/bin/python')).toBe(
      'project/envs/py/bin/python (envs/py/bin/python, as configured)',
    );
  });
});

describe('the code that Bandit looks at', () => {
  it.each([
    ['app, as the reference has it', { 'app/a.py': '', 'lib/__init__.py': '' }, ['app']],
    ['src', { 'src/orders/a.py': '', 'tests/test_a.py': '' }, ['src']],
    [
      'packages and modules of the root, without tests and tools',
      { 'orders/__init__.py': '', 'main.py': '', 'setup.py': '', 'tests/__init__.py': '', 'data/a.py': '' },
      ['main.py', 'orders'],
    ],
    ['nothing where there is none', { 'README.md': '', 'app/index.js': '' }, []],
  ])('is %s', async (_case, files: Record<string, string>, expected) => {
    await using workspace = await tempWorkspace(files);
    expect(await findCode(workspace.dir)).toEqual(expected);
  });
});
