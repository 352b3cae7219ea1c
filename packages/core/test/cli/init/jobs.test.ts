import { expect, it } from 'vitest';
import { drawInit } from '../../../src/cli/init/draw-init.ts';
import { planInit } from '../../../src/cli/init/plan-init.ts';
import { treeOf } from '../../../src/cli/init/tree.ts';

const machine = { interpreters: ['3.11', '3.12'], hasUv: false };

async function jobsOf(files: Readonly<Record<string, string>>): Promise<Readonly<Record<string, string>>> {
  const { jobs } = await planInit({ tree: treeOf(files), machine, version: '1.2.3' });
  return Object.fromEntries(jobs.map(({ what, gives }) => [what, gives ?? '']));
}

const PYTHON = {
  'pyproject.toml': `[project]
name = "orders"
requires-python = ">=3.11"
[tool.black]
[tool.isort]
[tool.ruff.lint]
select = ["E"]
[tool.mypy]
[dependency-groups]
test = ["pytest"]
`,
  'src/orders/__init__.py': '',
  'tests/test_a.py': '',
};

it('says which checks take the place of which job, and which job stays', async () => {
  const workflow = `jobs:
  lint:
    steps:
      - run: pip install black isort flake8
      - run: |
          black --check .
          isort --check .
          flake8 src
  test:
    steps: [{ run: python -m pytest --cov }]
  types:
    steps: [{ run: tox -e typing }]
  all:
    steps: [{ run: "nox -s tests lint" }]
  hooks:
    steps: [{ uses: pre-commit/action@v3 }]
  deploy:
    steps: [{ run: pip install pytest && ./deploy.sh }]
`;
  const hooks = 'repos: [{ repo: x, rev: v1, hooks: [{ id: ruff-check }, { id: end-of-file-fixer }] }]\n';
  expect(
    await jobsOf({ ...PYTHON, '.github/workflows/ci.yml': workflow, '.pre-commit-config.yaml': hooks }),
  ).toEqual({
    'lint (ci.yml)': 'python/black, python/isort, flake8 stays',
    'test (ci.yml)': 'python/pytest@3.11, @3.12',
    'types (ci.yml)': 'python/mypy (informational)',
    'all (ci.yml)': 'python/black, python/isort, python/ruff, python/pytest@3.11, @3.12',
    'hooks (ci.yml)': 'python/ruff',
    'deploy (ci.yml)': 'stays as it is',
  });
});

it('looks into the environments of tox that a job runs, all of them where it names none', async () => {
  const workflow = `jobs:
  all: { steps: [{ run: tox }] }
  parallel: { steps: [{ run: tox run-parallel -- -x }] }
  one: { steps: [{ run: "tox -e style" }] }
  other: { steps: [{ run: tox -e docs }] }
  none: { steps: [{ run: pip install tox }] }
`;
  const tox = `[tox]
envlist = py312, style, docs
[testenv]
commands = pytest
[testenv:style]
commands = black --check .
[testenv:docs]
commands = sphinx-build docs build
`;
  expect(await jobsOf({ ...PYTHON, '.github/workflows/ci.yml': workflow, 'tox.ini': tox })).toEqual({
    'all (ci.yml)': 'python/black, python/pytest@3.11, @3.12, sphinx-build stays',
    'parallel (ci.yml)': 'python/black, python/pytest@3.11, @3.12, sphinx-build stays',
    'one (ci.yml)': 'python/black',
    'other (ci.yml)': 'stays as it is',
    'none (ci.yml)': 'stays as it is',
  });
});

it('names the commands that a repository without Python has in its jobs', async () => {
  const files = {
    'package.json': '{ "scripts": { "test": "node --test", "lint": "eslint ." } }',
    '.github/workflows/ci.yml':
      'jobs: { test: { steps: [{ run: npm ci }, { run: npm test }] }, lint: { steps: [{ run: npm run lint -- --quiet }] } }',
  };
  expect(await jobsOf(files)).toEqual({ 'test (ci.yml)': 'repo/test', 'lint (ci.yml)': 'repo/lint' });
});

it('reads a workflow whose closing bracket stands as far left as its key, as GitHub does', async () => {
  const workflow =
    'jobs:\n  test:\n    strategy:\n      names: [\n        "a",\n      ]\n    steps: [{ run: pytest }]\n';
  expect(await jobsOf({ ...PYTHON, '.github/workflows/ci.yml': workflow })).toEqual({
    'test (ci.yml)': 'python/pytest@3.11, @3.12',
  });
});

it('draws a table of them', async () => {
  const workflow =
    'jobs: { test: { steps: [{ run: pytest }] }, deploy: { steps: [{ run: ./deploy.sh }] } }\n';
  const plan = await planInit({
    tree: treeOf({ ...PYTHON, '.github/workflows/ci.yml': workflow }),
    machine,
    version: '1.2.3',
  });
  expect(drawInit(plan, false)).toContain(
    '\nYour jobs, and what takes their place\n  test (ci.yml)    → python/pytest@3.11, @3.12\n  deploy (ci.yml)  → stays as it is\n',
  );
});
