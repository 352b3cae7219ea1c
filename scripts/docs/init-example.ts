import { drawInit } from '../../packages/core/src/cli/init/draw-init.ts';
import { planInit } from '../../packages/core/src/cli/init/plan-init.ts';
import { treeOf } from '../../packages/core/src/cli/init/tree.ts';

const FILES = {
  'pyproject.toml':
    '[project]\nname = "orders"\nrequires-python = ">=3.9"\n[tool.ruff.lint]\nselect = ["E"]\n[tool.mypy]\n[dependency-groups]\ntest = ["pytest"]\n',
  'src/orders/__init__.py': '',
  'tests/test_orders.py': '',
  '.pre-commit-config.yaml': `repos:
  - repo: https://github.com/psf/black
    rev: 25.9.0
    hooks: [{ id: black }]
  - repo: https://github.com/pre-commit/pre-commit-hooks
    rev: v6.0.0
    hooks: [{ id: end-of-file-fixer }, { id: check-yaml }]
  - repo: https://github.com/gitleaks/gitleaks
    rev: v8.30.1
    hooks: [{ id: gitleaks }]
  - repo: https://github.com/commitizen-tools/commitizen
    rev: v4.9.0
    hooks: [{ id: commitizen, stages: [commit-msg] }]
`,
  'tox.ini': `[tox]
envlist = py{39,311,312}, lint, docs
[testenv]
deps = pytest
commands = pytest {posargs}
[testenv:lint]
commands =
    ruff check .
    codespell src
[testenv:docs]
commands = sphinx-build -W docs docs/build
`,
  '.github/workflows/ci.yml': `jobs:
  lint: { steps: [{ run: pre-commit run --all-files }] }
  test: { steps: [{ run: tox }] }
  deploy: { steps: [{ run: ./deploy.sh }] }
`,
};

/** What `sluice init` says of a project with hooks, tox and a workflow, as it is printed. */
export async function initExample(): Promise<string> {
  const machine = { interpreters: ['3.11', '3.12'], hasUv: false };
  const plan = await planInit({ tree: treeOf(FILES), machine, version: '1.0.0' });
  const drawn = drawInit(plan, false);
  const from = drawn.indexOf('Your jobs, and what takes their place');
  const to = drawn.indexOf('\nNext\n');
  if (from === -1 || to < from) throw new Error('`sluice init` says nothing of jobs and hooks');
  return `\`\`\`text\n${drawn.slice(from, to).trimEnd()}\n\`\`\`\n`;
}
