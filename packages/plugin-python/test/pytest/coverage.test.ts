import { beforeAll, describe, expect, it } from 'vitest';
import { testEnvironment } from '../environment.ts';
import { runPytest } from './run-pytest.ts';

beforeAll(testEnvironment, 240_000);

const APP = 'def used():\n    return 1\n\ndef unused(flag):\n    if flag:\n        return 2\n    return 3\n';
const TEST = 'from app.core import used\n\ndef test_used():\n    assert used() == 1\n';
const SERVICE = { 'app/__init__.py': '', 'app/core.py': APP, 'tests/test_core.py': TEST, 'conftest.py': '' };

const measured = (files: Readonly<Record<string, string>>, coverage = 0) =>
  runPytest({ files, pytest: { coverage, retries: 0 } });

describe('coverage', () => {
  it('is of the packages of the project, modules that no test imports included', async () => {
    const { result, logs, artifacts } = await measured({ ...SERVICE, 'app/never.py': 'ONE = 1\nTWO = 2\n' });
    // 2 of used, 4 of unused of which its def alone ran, and 2 of never.
    expect(result.metrics).toMatchObject({ 'coverage.covered': 3, 'coverage.total': 8, coverage: 37.5 });
    expect(logs.join('')).toContain('coverage of app (not configured by the project)');
    expect(Object.keys(artifacts).sort()).toEqual(['coverage.json', 'coverage.xml', 'junit.xml']);
  });

  it('blocks below its limit, with the tests passed', async () => {
    const { result } = await measured(SERVICE, 51);
    expect(result.metrics['coverage']).toBe(50);
    expect(result).toMatchObject({ conclusion: 'failure', findings: [] });
    expect(result.limits).toContainEqual(
      expect.objectContaining({ rule: 'python/coverage', isBroken: true, measured: 50 }),
    );
  });

  it.each([
    ['.coveragerc', '[run]\nbranch = true\nparallel = true\nsource = app\n[report]\nfail_under = 99\n'],
    [
      'setup.cfg',
      '[coverage:run]\nbranch = true\nparallel = true\nsource = app\n[coverage:report]\nfail_under = 99\n',
    ],
    [
      'tox.ini',
      '[coverage:run]\nbranch = true\nparallel = true\nsource = app\n[coverage:report]\nfail_under = 99\n',
    ],
    [
      'pyproject.toml',
      '[tool.coverage.run]\nbranch = true\nparallel = true\nsource = ["app"]\n[tool.coverage.report]\nfail_under = 99\n',
    ],
  ])('follows branch and source of %s, and its fail_under is no test failure', async (file, text) => {
    const { result, logs } = await measured({ ...SERVICE, [file]: text });
    // Two branches more than the six lines.
    expect(result).toMatchObject({
      conclusion: 'success',
      metrics: { 'coverage.covered': 3, 'coverage.total': 8 },
    });
    expect(logs.join('')).toContain(`coverage of app (${file})`);
  });

  it('takes its source from --cov in addopts, without pytest-cov', async () => {
    const { result, logs } = await measured({
      ...SERVICE,
      'pytest.ini':
        '[pytest]\naddopts = --cov=app --cov-branch --cov-report term-missing --cov-fail-under=99\n',
    });
    expect(result).toMatchObject({ conclusion: 'success', metrics: { 'coverage.total': 8 } });
    expect(logs.join('')).not.toContain('term-missing --cov-fail-under');
  });

  it('counts what a subprocess runs', async () => {
    const { result } = await measured({
      ...SERVICE,
      'tests/test_core.py':
        'import subprocess, sys\n\ndef test_used():\n    subprocess.run([sys.executable, "-c", "import app.core; app.core.unused(1)"], check=True)\n',
    });
    expect(result.metrics['coverage.covered']).toBe(4);
  });

  it('counts a src layout by its folder', async () => {
    const { result, logs } = await measured({
      'src/app/__init__.py': '',
      'src/app/core.py': APP,
      'tests/test_core.py': TEST,
      'pytest.ini': '[pytest]\npythonpath = src\n',
    });
    expect(result.metrics).toMatchObject({ 'coverage.covered': 3, 'coverage.total': 6 });
    expect(logs.join('')).toContain('coverage of src/app');
  });

  it('that could not be measured makes passed tests no evidence', async () => {
    const { result } = await measured({ ...SERVICE, '.coveragerc': '[run]\nplugins = not_there\n' });
    expect(result.conclusion).toBe('errored');
    expect(result.reason).toContain('not_there');
  });

  it('of a project without code of its own is errored, not 100 %', async () => {
    const { result } = await measured({
      'test_a.py': 'def test_a():\n    pass\n',
      '.coveragerc': '[run]\nsource = nowhere\n',
    });
    expect(result.conclusion).toBe('errored');
    expect(result.reason).toContain('coverage was not measured');
  });

  it('does not hide a failed test when it could not be measured', async () => {
    const { result } = await measured({
      'test_a.py': 'def test_a():\n    assert False\n',
      '.coveragerc': '[run]\nsource = nowhere\n',
    });
    expect(result).toMatchObject({ conclusion: 'failure', metrics: { failed: 1 } });
  });
});
