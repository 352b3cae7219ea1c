import { tempWorkspace } from '@sluice/core/testing';
import { describe, expect, it } from 'vitest';
import { parseIni } from '../../src/project/ini.ts';
import { preCommitHooks } from '../../src/project/pre-commit.ts';
import { readProject } from '../../src/project/read-project.ts';
import { declaredByPoetry, declaredRequirement } from '../../src/project/declared-requirement.ts';

describe('parseIni', () => {
  it('reads what configparser reads', () => {
    const text = '; a comment\n[tool:isort]\nProfile = black\nskip:\n  one\n  two\n\n[mypy-a.*]\nkey=a = b\n';
    expect(parseIni(text)).toEqual({
      'tool:isort': { profile: 'black', skip: '\none\ntwo' },
      'mypy-a.*': { key: 'a = b' },
    });
  });
});

describe('a declared requirement', () => {
  it.each([
    ['Black == 24.10.0', 'black', '==24.10.0'],
    ['ruff>=0.5,<1 ; python_version >= "3.9"', 'ruff', '>=0.5,<1'],
    ['isort[colors]==5.13.2 # why', 'isort', '==5.13.2'],
    ['mypy_extensions', 'mypy-extensions', ''],
    ['mypy (>=1.0)', 'mypy', '>=1.0'],
    ['black==24.1.0 \\', 'black', '==24.1.0'],
  ])('reads %j', (line, name, specifier) => {
    expect(declaredRequirement(line, 'here')).toEqual({ name, specifier, from: 'here' });
  });

  it.each([
    '',
    '# only a comment',
    '-r base.txt',
    '-e .[full]',
    '--hash=sha256:00',
    'https://example.org/a.whl',
    '.',
  ])('passes over %j', (line) => {
    expect(declaredRequirement(line, 'here')).toBeUndefined();
  });

  it.each([
    ['^1.2.3', '>=1.2.3,<2.0'],
    ['^0.3', '>=0.3,<0.4'],
    ['^0.0.3', '>=0.0.3,<0.0.4'],
    ['~1.2', '>=1.2,<1.3'],
    ['1.2.3', '==1.2.3'],
    ['*', ''],
    ['^22 || ^23', '^22||^23'],
    ['>=1, <2', '>=1,<2'],
  ])("writes poetry's %j as %j", (constraint, specifier) => {
    expect(declaredByPoetry('My_Lib', constraint, 'here')).toEqual({
      name: 'my-lib',
      specifier,
      from: 'here',
    });
  });
});

describe('preCommitHooks', () => {
  it.each([undefined, null, 'text', [], { repos: 1 }, { repos: [1, { hooks: 'x' }, { hooks: [{}] }] }])(
    'finds none in %j',
    (document) => {
      expect(preCommitHooks(document)).toEqual([]);
    },
  );
});

describe('readProject', () => {
  it('finds the packages of each layout', async () => {
    await using source = await tempWorkspace({
      'src/orders/__init__.py': '',
      'src/orders.egg-info/PKG-INFO': '',
      'tests/__init__.py': '',
    });
    expect(await readProject(source.dir)).toMatchObject({ packages: ['src/orders'], modules: [] });
    await using flat = await tempWorkspace({
      'app/__init__.py': '',
      'tests/__init__.py': '',
      'docs/conf.py': '',
      'setup.py': '',
      'cli.py': '',
    });
    expect(await readProject(flat.dir)).toMatchObject({ packages: ['app'], modules: ['cli.py'] });
  });

  it('leaves out environments by whatever name, the state of Sluice, and what setuptools built', async () => {
    await using space = await tempWorkspace({
      '.venv/pyvenv.cfg': '',
      'tools/py312/pyvenv.cfg': '',
      'deep/deeper/conda/conda-meta/history': '',
      'build/lib/orders/__init__.py': '',
      'app/build/notes.py': '',
    });
    expect((await readProject(space.dir)).excluded).toEqual([
      '.sluice',
      '.venv',
      'build',
      'deep/deeper/conda',
      'tools/py312',
    ]);
    expect((await readProject(space.dir, '.state')).excluded).toContain('.state');
    expect((await readProject(space.dir, '/elsewhere')).excluded).not.toContain('.sluice');
  });

  it('reads an empty folder, and files that are garbage', async () => {
    await using space = await tempWorkspace({
      'pyproject.toml': '= [',
      '.pre-commit-config.yaml': ': [',
      'setup.cfg': '\u0000]',
      'uv.lock': '{',
    });
    expect(await readProject(space.dir)).toMatchObject({
      hooks: [],
      requirements: [],
      locks: [],
      packages: [],
    });
  });
});
