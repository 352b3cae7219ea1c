import { describe, expect, it } from 'vitest';
import { readDocuments } from '../../../src/cli/init/documents.ts';
import { planInit } from '../../../src/cli/init/plan-init.ts';
import { toxEnvironments } from '../../../src/cli/init/tox-environments.ts';
import { treeOf } from '../../../src/cli/init/tree.ts';

type Files = Readonly<Record<string, string>>;

async function environmentsOf(files: Files): Promise<Readonly<Record<string, readonly string[]>>> {
  const found = toxEnvironments(await readDocuments(treeOf(files)));
  return Object.fromEntries(found.map(({ name, commands }) => [name, commands]));
}

const INI = `[tox]
envlist = py{311,312}-{unit,cov}, lint
    docs
[testenv]
commands =
    unit: pytest {posargs}
    cov: pytest --cov \\
        --cov-report=xml
    !cov,py312: echo done
[testenv:lint]
commands =
    # a remark
    - flake8 src
    {[testenv:more]commands}
[testenv:more]
commands = black --check .
[testenv:docs]
skip_install = true
commands = sphinx-build docs build
`;

describe('the environments of tox', () => {
  it('are those of the list and those that have a section, with the commands of their factors', async () => {
    expect(await environmentsOf({ 'tox.ini': INI })).toEqual({
      'py311-unit': ['pytest {posargs}', 'echo done'],
      'py311-cov': ['pytest --cov --cov-report=xml'],
      'py312-unit': ['pytest {posargs}', 'echo done'],
      'py312-cov': ['pytest --cov --cov-report=xml', 'echo done'],
      lint: ['flake8 src', 'black --check .'],
      docs: ['sphinx-build docs build'],
      more: ['black --check .'],
    });
  });

  it.each<[string, Files]>([
    ['setup.cfg', { 'setup.cfg': '[tox:tox]\nenvlist = lint\n[testenv:lint]\ncommands = flake8\n' }],
    [
      'pyproject.toml, as an ini in a text',
      {
        'pyproject.toml':
          '[tool.tox]\nlegacy_tox_ini = """\n[tox]\nenvlist = lint\n[testenv]\ncommands = flake8\n"""\n',
      },
    ],
    [
      'pyproject.toml, in TOML',
      {
        'pyproject.toml':
          '[tool.tox]\nenv_list = ["lint"]\n[tool.tox.env_run_base]\ncommands = [["flake8"]]\n',
      },
    ],
    ['tox.toml', { 'tox.toml': 'env_list = ["lint"]\n[env.lint]\ncommands = [["flake8"]]\n' }],
  ])('are read from %s', async (_, files) => {
    expect(await environmentsOf(files)).toEqual({ lint: ['flake8'] });
  });

  it('are those of one file only, the one that tox itself takes', async () => {
    const toml = 'env_list = ["other"]\n';
    expect(await environmentsOf({ 'tox.ini': '[tox]\nenvlist = lint\n', 'tox.toml': toml })).toEqual({
      lint: [],
    });
  });

  it('are none where the file says nothing or is broken', async () => {
    expect(await environmentsOf({})).toEqual({});
    expect(await environmentsOf({ 'tox.toml': '= broken' })).toEqual({});
    expect(await environmentsOf({ 'pyproject.toml': '[tool.tox]\nenv_list = 3\nenv = "x"\n' })).toEqual({});
  });
});

const PYTHON = {
  'pyproject.toml':
    '[project]\nname = "orders"\nrequires-python = ">=3.9"\n[tool.black]\n[dependency-groups]\ntest = ["pytest"]\n',
  'src/orders/__init__.py': '',
  'tests/test_a.py': '',
};

async function rowsOf(files: Files): Promise<readonly string[]> {
  const machine = { interpreters: ['3.11', '3.12'], hasUv: false };
  const { replaced } = await planInit({ tree: treeOf({ ...PYTHON, ...files }), machine, version: '1.2.3' });
  return replaced.map(({ what, seen, gives }) => `${what} | ${seen} | ${gives}`);
}

describe('what becomes of the environments of tox', () => {
  it('is said by outcome: the checks that do the same, and what no check does', async () => {
    const tox = `[tox]
envlist = py{39,310,311,312}, lint, docs, cov, empty
[testenv]
commands = pytest
[testenv:lint]
commands =
    black --check .
    flake8 src
[testenv:docs]
commands = python -m sphinx -W docs build
[testenv:cov]
commands = coverage report
[testenv:empty]
commands =
`;
    expect(await rowsOf({ 'tox.ini': tox })).toEqual([
      "tox py39 | tox.ini | not carried over: add '3.9' to versions",
      "tox py310 | tox.ini | not carried over: add '3.10' to versions",
      'tox py311, py312 | tox.ini | python/pytest@3.11, @3.12',
      'tox lint | tox.ini | python/black; not carried over: flake8',
      'tox docs | tox.ini | not carried over: sphinx',
      'tox cov | tox.ini | prepares only',
      'tox empty | tox.ini | runs nothing that could be read here',
    ]);
  });

  it('is nothing without tox', async () => {
    expect(await rowsOf({})).toEqual([]);
  });
});
