import { tempWorkspace } from '@sluice/core/testing';
import { describe, expect, it } from 'vitest';
import { readProject } from '../../src/project/read-project.ts';
import { chooseVersion } from '../../src/tools/choose-version.ts';
import { PINS } from '../../src/tools/pins.ts';
import type { ToolName } from '../../src/tools/tool-name.ts';
import { toolSpec } from '../../src/tools/tool-spec.ts';

async function choose(name: ToolName, files: Readonly<Record<string, string>>) {
  await using space = await tempWorkspace(files);
  return chooseVersion(name, await readProject(space.dir));
}

const HOOKS =
  'repos:\n- repo: https://github.com/astral-sh/ruff-pre-commit\n  rev: v0.9.1\n  hooks: [{ id: ruff }]\n' +
  '- repo: https://github.com/pre-commit/mirrors-mypy\n  rev: v1.13.0\n  hooks: [{ id: mypy }]\n' +
  '- repo: https://github.com/asottile/blacken-docs\n  rev: 1.19.1\n  hooks: [{ id: blacken-docs }]\n';

describe('the version of a tool', () => {
  it.each<[string, ToolName, Readonly<Record<string, string>>, string]>([
    [
      'requirements-dev.txt',
      'black',
      { 'requirements-dev.txt': 'pytest\nBlack == 24.10.0  # ours\n' },
      '24.10.0',
    ],
    ['requirements/lint.txt', 'ruff', { 'requirements/lint.txt': 'ruff==0.9.2 --hash=sha256:00\n' }, '0.9.2'],
    [
      'dependency groups',
      'black',
      { 'pyproject.toml': '[dependency-groups]\ndev = ["black==24.1.0"]\n' },
      '24.1.0',
    ],
    [
      'an extra',
      'isort',
      { 'pyproject.toml': '[project.optional-dependencies]\ndev = ["isort[colors]==5.13.2"]\n' },
      '5.13.2',
    ],
    [
      'a group of poetry',
      'mypy',
      { 'pyproject.toml': '[tool.poetry.group.dev.dependencies]\nmypy = "1.11.2"\n' },
      '1.11.2',
    ],
    [
      'an environment of hatch',
      'ruff',
      { 'pyproject.toml': '[tool.hatch.envs.lint]\ndependencies = ["ruff==0.6.9"]\n' },
      '0.6.9',
    ],
    [
      'an extra in setup.cfg',
      'black',
      { 'setup.cfg': '[options.extras_require]\ndev =\n  black==23.1.0\n' },
      '23.1.0',
    ],
    ['tox.ini', 'black', { 'tox.ini': '[testenv:lint]\ndeps =\n  lint: black==23.3.0\n' }, '23.3.0'],
    ['a hook', 'ruff', { '.pre-commit-config.yaml': HOOKS }, '0.9.1'],
    ['a hook of a mirror', 'mypy', { '.pre-commit-config.yaml': HOOKS }, '1.13.0'],
    [
      'uv.lock over a range',
      'black',
      {
        'uv.lock': '[[package]]\nname = "black"\nversion = "24.8.0"\n',
        'pyproject.toml': '[dependency-groups]\ndev = ["black>=23"]\n',
      },
      '24.8.0',
    ],
    ['pylock.toml', 'ruff', { 'pylock.toml': '[[packages]]\nname = "ruff"\nversion = "0.8.0"\n' }, '0.8.0'],
  ])('is what the project pins in %s', async (_, name, files, version) => {
    expect(await choose(name, files)).toMatchObject({ version, isPinnedByProject: true });
  });

  it('is the default without a pin, and when a range allows it', async () => {
    const version = PINS.black.version;
    expect(await choose('black', {})).toMatchObject({ version, isPinnedByProject: false });
    expect(await choose('black', { 'requirements.txt': 'black>=22\n' })).toMatchObject({ version });
    expect(await choose('black', { '.pre-commit-config.yaml': HOOKS })).toMatchObject({ version });
    expect(await choose('black', { 'pyproject.toml': 'not [ toml' })).toMatchObject({ version });
  });

  it('is the newest known release that the ranges allow, and says whose they are', async () => {
    expect(await choose('black', { 'requirements-dev.txt': 'black>=23,<24\n' })).toEqual({
      version: '23.12.1',
      from: 'requirements-dev.txt: black>=23,<24',
      isPinnedByProject: false,
    });
    expect(
      await choose('black', { 'pyproject.toml': '[tool.poetry.dev-dependencies]\nblack = "^22.6"\n' }),
    ).toMatchObject({ version: '22.12.0' });
    expect(await choose('ruff', { 'ruff.toml': 'required-version = "<0.5"\n' })).toMatchObject({
      version: '0.4.10',
    });
    expect(
      await choose('black', { 'pyproject.toml': '[tool.black]\nrequired-version = 24\n' }),
    ).toMatchObject({ version: '24.10.0' });
  });

  it('is the lower bound of a range above everything known here', async () => {
    expect(await choose('ruff', { 'requirements.txt': 'ruff>=99.1\n' })).toMatchObject({ version: '99.1' });
  });

  it('comes with its hashed closure when it is the default, and without one when it is not', async () => {
    await using space = await tempWorkspace({ 'requirements.txt': 'black==24.10.0\n' });
    const project = await readProject(space.dir);
    expect(toolSpec('black', project).install?.requirements).toEqual([]);
    expect(toolSpec('ruff', project).install?.requirements).toEqual(PINS.ruff.requirements);
  });
});

describe('the pins', () => {
  it.each(Object.entries(PINS))('of %s name themselves, with hashes on every line', (name, pin) => {
    expect(pin.requirements.some((line) => line.startsWith(`${name}==${pin.version} `))).toBe(true);
    for (const line of pin.requirements)
      expect(line).toMatch(/^[\w.-]+==[\w.]+( ; .+?)?( --hash=sha256:[0-9a-f]{64})+$/);
    expect(pin.releases.split(' ')).toContain(pin.version);
  });
});
