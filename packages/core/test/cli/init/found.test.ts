import { expect, it } from 'vitest';
import { planInit, type InitPlan } from '../../../src/cli/init/plan-init.ts';
import { treeOf } from '../../../src/cli/init/tree.ts';

const machine = { interpreters: ['3.11', '3.12'], hasUv: false };

const planOf = (files: Readonly<Record<string, string>>): Promise<InitPlan> =>
  planInit({ tree: treeOf(files), machine, version: '1.2.3' });

async function seen(files: Readonly<Record<string, string>>, what: string): Promise<string | undefined> {
  return (await planOf(files)).found.find((row) => row.what === what)?.seen;
}

const BASE = { 'orders/__init__.py': '', 'tests/test_a.py': '' };

it('names only those lists of requirements that plugin-python takes by itself', async () => {
  const files = {
    ...BASE,
    'pyproject.toml': '[project]\nname = "orders"\n',
    'requirements/dev.txt': 'pytest\ntox\n',
    'requirements/tests.txt': 'pytest\n',
  };
  expect(await seen(files, 'test requirements')).toBe('requirements/tests.txt');
});

it('names requirements.txt too where it holds what the tests need', async () => {
  const files = {
    ...BASE,
    'pyproject.toml': '[project]\nname = "orders"\n[project.optional-dependencies]\nfull = ["idna"]\n',
    'requirements.txt': '-e .[full]\npytest\n',
  };
  expect(await seen(files, 'test requirements')).toBe('extra full in pyproject.toml, requirements.txt');
});

it('calls no tool pinned that a lock holds at two versions', async () => {
  const lock = (versions: readonly string[]): string =>
    versions.map((version) => `[[package]]\nname = "pytest"\nversion = "${version}"\n`).join('');
  const files = { ...BASE, 'pyproject.toml': '[project]\nname = "orders"\n' };
  expect(await seen({ ...files, 'uv.lock': lock(['8.4.2', '9.0.2']) }, 'tools you pin')).toBeUndefined();
  expect(await seen({ ...files, 'uv.lock': lock(['9.0.2']) }, 'tools you pin')).toBe('pytest 9.0.2');
});

it('does not ask of each version what the project asks of all its runs combined', async () => {
  const workflow = `jobs:
  coverage:
    steps:
      - uses: actions/download-artifact@v4
      - run: coverage combine
      - run: coverage report --fail-under=100
`;
  const files = {
    ...BASE,
    'pyproject.toml': '[project]\nname = "orders"\n',
    '.github/workflows/ci.yml': workflow,
  };
  const plan = await planOf(files);
  expect(plan.found.find(({ what }) => what === 'coverage')).toEqual({
    what: 'coverage',
    seen: 'the reference: fail-under 100 in ci.yml is of all its runs combined',
    gives: 'at least 30 %',
  });
  const alone = {
    ...files,
    '.github/workflows/ci.yml': workflow.replace('      - uses: actions/download-artifact@v4\n', ''),
  };
  expect((await planOf(alone)).found.find(({ what }) => what === 'coverage')?.gives).toBe('at least 100 %');
});

it('gives MyPy the paths that scripts give it, unless its configuration names files', async () => {
  const files = { ...BASE, Makefile: 'types:\n\tmypy orders tests\n' };
  const config = async (pyproject: string): Promise<string> =>
    (await planOf({ ...files, 'pyproject.toml': `[project]\nname = "orders"\n${pyproject}` })).files.find(
      ({ path }) => path === 'ci.config.ts',
    )?.text ?? '';
  expect(await config('[tool.mypy]\nstrict = true\n')).toContain(
    "mypy: { paths: ['orders', 'tests'] }, // as Makefile calls it",
  );
  expect(await config('[tool.mypy]\nfiles = ["orders"]\n')).not.toContain('mypy:');
});

it('warns where setuptools would take node_modules for a package, and says what ends it', async () => {
  const build = '[build-system]\nrequires = ["setuptools"]\nbuild-backend = "setuptools.build_meta"\n';
  const pyproject = `[project]\nname = "orders"\n${build}`;
  const warning = async (files: Readonly<Record<string, string>>): Promise<string | undefined> =>
    (await planOf(files)).notWritten.find(({ what }) => what === 'setuptools')?.gives;
  expect(await warning({ ...BASE, 'pyproject.toml': pyproject })).toBe(
    'for builds outside Sluice, add to pyproject.toml: [tool.setuptools] packages.find.include = ["orders*"]',
  );
  const named = `${pyproject}[tool.setuptools]\npackages = ["orders"]\n`;
  expect(await warning({ ...BASE, 'pyproject.toml': named })).toBeUndefined();
  expect(await warning({ 'pyproject.toml': pyproject, 'src/orders/__init__.py': '' })).toBeUndefined();
});
