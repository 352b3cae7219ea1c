import { pinOf } from './requirements.ts';
import { scriptWith } from './scripts.ts';
import { isTable, valueAt } from './table.ts';
import type { Traces } from './python-tools.ts';

/** Tools that no check of plugin-python stands for: a `command()` runs them. */
const OTHERS = [
  'flake8',
  'pylint',
  'yapf',
  'autopep8',
  'pyright',
  'basedpyright',
  'stubtest',
  'pytype',
  'bandit',
  'pip-audit',
  'codespell',
  'interrogate',
  'vulture',
  'doc8',
  'mkdocs',
  'sphinx-build',
  'twine',
  'check-manifest',
  'import-linter',
];

const CONFIGURED_BY: Readonly<Record<string, readonly string[]>> = {
  flake8: ['.flake8'],
  pylint: ['.pylintrc', 'pylintrc'],
  pyright: ['pyrightconfig.json'],
  bandit: ['.bandit'],
  mkdocs: ['mkdocs.yml'],
};

/** What else the project is checked by, with the file that tells. */
export function findOtherTools({
  documents,
  scripts,
}: Traces): readonly { readonly name: string; readonly because: string }[] {
  return OTHERS.flatMap((name) => {
    const file = CONFIGURED_BY[name]?.find((one) => documents.tree.files.includes(one));
    const ini = ['setup.cfg', 'tox.ini'].find((one) => documents.ini(one)[name] !== undefined);
    const table = isTable(valueAt(documents.pyproject, 'tool', name))
      ? `pyproject.toml [tool.${name}]`
      : undefined;
    const hook = documents.hooks.some(({ id }) => id === name) ? '.pre-commit-config.yaml' : undefined;
    const called = scriptWith(scripts, new RegExp(`(?:^|[\\s/.])${name}(?=[\\s@]|$)`, 'u'))?.file;
    const because = hook ?? file ?? ini ?? table ?? called;
    return because === undefined ? [] : [{ name, because }];
  });
}

/** Repositories of hooks whose tags are the tool's own releases. */
const HOOK_REPOSITORIES: Readonly<Record<string, RegExp>> = {
  black: /\/(?:psf|ambv)\/black(?:-pre-commit-mirror)?(?:\.git)?\/?$/iu,
  isort: /\/(?:pycqa|timothycrosley|pre-commit)\/(?:mirrors-)?isort(?:\.git)?\/?$/iu,
  mypy: /\/pre-commit\/mirrors-mypy(?:\.git)?\/?$/iu,
  ruff: /\/(?:astral-sh|charliermarsh)\/ruff-pre-commit(?:\.git)?\/?$/iu,
};

const LOCK_FILES = ['uv.lock', 'poetry.lock', 'pdm.lock', 'pylock.toml'];

/** Tools that the project pins to one version: `black 24.10.0`. plugin-python takes these. */
export function findPins({ documents, lists }: Traces): readonly string[] {
  const locks = LOCK_FILES.map((file) => documents.tree.read(file)).filter((text) => text !== undefined);
  return ['black', 'isort', 'ruff', 'mypy', 'pytest'].flatMap((name) => {
    const locked = locks.map((text) => lockedVersion(text, name)).find((version) => version !== undefined);
    const rev = documents.hooks
      .find(({ repo }) => HOOK_REPOSITORIES[name]?.test(repo))
      ?.rev.replace(/^v/u, '');
    const version =
      locked ?? pinOf(lists, name) ?? (rev !== undefined && /^\d+(?:\.\d+)+$/u.test(rev) ? rev : undefined);
    return version === undefined ? [] : [`${name} ${version}`];
  });
}

/** A name locked at two versions, for two platforms or Pythons, is pinned to neither. */
function lockedVersion(text: string, name: string): string | undefined {
  const found = text.matchAll(new RegExp(`^name = "${name}"\\r?\\nversion = "([^"]+)"`, 'gmu'));
  const versions = new Set([...found].map(([, version]) => version));
  return versions.size === 1 ? [...versions][0] : undefined;
}
