import type { Check } from '@sluice/core';
import { createHarness } from '@sluice/core/testing';
import { describe, expect, it } from 'vitest';
import { pythonOptions, type PythonInput } from '../../src/options.ts';
import { findProjects } from '../../src/projects/find-projects.ts';
import { findScopes } from '../../src/projects/find-scopes.ts';
import { projectChecks } from '../../src/projects/project-checks.ts';
import { defaultTools } from '../default-tools.ts';
import { PYTHON_ENV, testEnvironment } from '../environment.ts';
import { pyproject } from './plan-projects.ts';

/** The check of a project, as the plugin adds it. */
async function checkOf(
  cwd: string,
  input: PythonInput,
  [name, project]: readonly [string, string],
): Promise<Check> {
  const options = pythonOptions.parse(input);
  const scopes = await findScopes(cwd, options, await findProjects(cwd, options, undefined));
  const scoped = scopes.find(({ scope }) => scope.name === project);
  if (scoped === undefined) throw new Error(`no project ${project}`);
  const checks = await projectChecks({ cwd, env: {} }, scoped);
  const found = checks.find(({ id }) => id === `python/${name}`);
  if (found === undefined) throw new Error(`no ${name}`);
  return found;
}

const WIDE = `def f(aaaaaaaaaaaaaaaaaaaaaa, bbbbbbbbbbbbbbbbbbbbbbbbb, cccccccccccccccccccccc, dddddddddddd):\n    return 1\n`;
const options: PythonInput = {
  versions: ['3.12'],
  projects: { billing: { root: 'services/billing' }, orders: { root: 'services/orders' } },
};
const files = {
  'services/billing/pyproject.toml': pyproject('billing'),
  'services/billing/billing/__init__.py': 'import os\n',
  'services/orders/pyproject.toml': pyproject('orders'),
  'services/orders/orders.py': 'import sys\n',
};

describe('a linter of a project', () => {
  it("looks at that project alone, and names its files from the config's folder", async () => {
    await using harness = await createHarness({ files });
    const check = await checkOf(harness.workspace.dir, options, ['ruff', 'billing']);
    const { result } = await harness.runCheck(check, { tools: defaultTools() });
    expect(result.id).toBe('python/ruff@billing');
    expect(result.findings.map(({ ruleId, location }) => [ruleId, location?.path])).toEqual([
      ['ruff/F401', 'services/billing/billing/__init__.py'],
    ]);
    expect(result.scope).toMatchObject({ seen: 1 });
  });

  it.each([
    ['black', '[tool.black]\nline-length = 60\n', 'failure'],
    ['black', '[tool.black]\nline-length = 100\n', 'success'],
    ['ruff', '[tool.ruff]\nline-length = 60\n[tool.ruff.lint]\nselect = ["E501"]\n', 'failure'],
    ['ruff', '[tool.ruff]\nline-length = 100\n[tool.ruff.lint]\nselect = ["E501"]\n', 'success'],
  ])('%s goes by what is configured above it: %j', async (name, config, conclusion) => {
    await using harness = await createHarness({
      files: { ...files, 'pyproject.toml': config, 'services/billing/billing/__init__.py': WIDE },
    });
    const check = await checkOf(harness.workspace.dir, options, [name, 'billing']);
    const { result } = await harness.runCheck(check, { tools: defaultTools() });
    expect(result.conclusion).toBe(conclusion);
    expect(result.scope?.detail.join()).toMatch(/pyproject\.toml \[tool\./u);
  });

  it('goes by its own configuration before that above it', async () => {
    await using harness = await createHarness({
      files: {
        ...files,
        'pyproject.toml': '[tool.black]\nline-length = 60\n',
        'services/billing/pyproject.toml': `${pyproject('billing')}[tool.black]\nline-length = 100\n`,
        'services/billing/billing/__init__.py': WIDE,
      },
    });
    const check = await checkOf(harness.workspace.dir, options, ['black', 'billing']);
    expect((await harness.runCheck(check, { tools: defaultTools() })).result.conclusion).toBe('success');
  });

  it('of the root leaves the projects below it alone', async () => {
    await using harness = await createHarness({ files: { ...files, 'root.py': 'import re\n' } });
    const check = await checkOf(
      harness.workspace.dir,
      {
        ...options,
        projects: {
          root: { root: '.' },
          billing: { root: 'services/billing' },
          orders: { root: 'services/orders' },
        },
      },
      ['ruff', 'root'],
    );
    const { result } = await harness.runCheck(check, { tools: defaultTools() });
    expect(result.findings.map(({ location }) => location?.path)).toEqual(['root.py']);
  });
});

describe('the tests of a project', () => {
  it("run in its folder by pytest's settings above it, and are named from the config's folder", async () => {
    await using harness = await createHarness({
      files: {
        ...files,
        'pytest.ini': '[pytest]\naddopts = --strict-markers\nmarkers = slow\n',
        'services/billing/tests/test_a.py':
          'import pathlib\nimport pytest\n\n\n@pytest.mark.slow\ndef test_folder():\n    assert pathlib.Path.cwd().name == "elsewhere"\n',
        'services/orders/tests/test_a.py': 'def test_folder():\n    assert False\n',
      },
    });
    const check = await checkOf(
      harness.workspace.dir,
      { ...options, pytest: { coverage: false, retries: 0 } },
      ['pytest', 'billing'],
    );
    const { result } = await harness.runCheck(check, { provides: await testEnvironment(), env: PYTHON_ENV });
    expect(result).toMatchObject({
      id: 'python/pytest@billing,3.12',
      conclusion: 'failure',
      reason: 'python/tests@billing is 1, limit 0',
    });
    expect(result.findings.map(({ region, location }) => [region, location?.path])).toEqual([
      ['services/billing/tests/test_a.py::test_folder', 'services/billing/tests/test_a.py'],
    ]);
  });

  it('have coverage of that project alone', async () => {
    await using harness = await createHarness({
      files: {
        ...files,
        'services/billing/billing/__init__.py': 'def f():\n    return 1\n\n\ndef g():\n    return 2\n',
        'services/billing/tests/test_a.py': 'from billing import f\n\n\ndef test_f():\n    assert f() == 1\n',
        'services/billing/conftest.py': '',
      },
    });
    const check = await checkOf(harness.workspace.dir, options, ['pytest', 'billing']);
    const { result } = await harness.runCheck(check, { provides: await testEnvironment(), env: PYTHON_ENV });
    expect(result.reason).toBeUndefined();
    expect(result).toMatchObject({ conclusion: 'success', metrics: { tests: 1, coverage: 75 } });
  });
});
