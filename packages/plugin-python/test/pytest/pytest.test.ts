import { beforeAll, describe, expect, it } from 'vitest';
import { testEnvironment } from '../environment.ts';
import { runPytest } from './run-pytest.ts';

const PASSING = 'def test_fine():\n    assert True\n';
const FAILING = 'def test_wrong():\n    total = 1\n    assert total == 2\n';

// Made once, and found by every later run of the tests.
beforeAll(testEnvironment, 240_000);

describe('the outcome of pytest', () => {
  it('is a success with its tests counted', async () => {
    const { result, commands } = await runPytest({ files: { 'test_a.py': PASSING } });
    expect(result).toMatchObject({
      conclusion: 'success',
      metrics: { tests: 1, failed: 0, workers: 1 },
      findings: [],
    });
    expect(result.scope).toEqual({ unit: 'tests', seen: 1, missed: 0, detail: [] });
    expect(result.tools.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['python', 'pytest', 'pytest-xdist']),
    );
    expect(commands.join('\n')).not.toContain('coverage run');
  });

  it('is a finding at the line of each test that failed', async () => {
    const { result } = await runPytest({
      files: {
        'tests/test_a.py': `${PASSING}\n\n${FAILING}`,
        'tests/test_b.py':
          'import pytest\n\n@pytest.fixture\ndef broken():\n    raise OSError("no disk")\n\ndef test_it(broken):\n    pass\n',
      },
      pytest: { retries: 0 },
    });
    expect(result.conclusion).toBe('failure');
    expect(result.findings).toMatchObject([
      {
        ruleId: 'pytest/failed',
        severity: 'high',
        kind: 'test',
        location: { path: 'tests/test_a.py', line: 7 },
        region: 'tests/test_a.py::test_wrong',
      },
      { ruleId: 'pytest/error', location: { path: 'tests/test_b.py', line: 5 } },
    ]);
    expect(result.findings[1]?.message).toContain('no disk');
  });

  it('says which tests were skipped, and is errored when all of them were', async () => {
    const skipped = 'import pytest\n\n@pytest.mark.skip(reason="no network")\ndef test_far():\n    pass\n';
    const some = await runPytest({ files: { 'test_a.py': skipped, 'test_b.py': PASSING } });
    expect(some.result).toMatchObject({
      conclusion: 'success',
      scope: { seen: 1, missed: 1, detail: ['skipped test_a.py::test_far: no network'] },
    });
    const all = await runPytest({ files: { 'test_a.py': skipped } });
    expect(all.result).toMatchObject({
      conclusion: 'errored',
      reason: 'all 1 tests were skipped, so nothing was tested',
    });
  });

  it.each([
    ['no test is there', { 'readme.txt': '' }, 'no test was collected (exit code 5)'],
    [
      'every test is deselected',
      { 'test_a.py': PASSING, 'pytest.ini': '[pytest]\naddopts = -k nothing\n' },
      'no test was collected (exit code 5)',
    ],
    [
      'a test file does not import',
      { 'test_a.py': 'import not_there\n', 'test_b.py': PASSING },
      "a test file could not be collected: ModuleNotFoundError: No module named 'not_there'",
    ],
    [
      'a test calls os._exit(0)',
      { 'test_a.py': 'import os\n\ndef test_leaves():\n    os._exit(0)\n' },
      'pytest ended with exit code 0 and left no report: something ended its process, such as a test that calls os._exit(0)',
    ],
    [
      'a test ends the session as a success',
      {
        'test_a.py':
          'import pytest\n\ndef test_first():\n    pass\n\ndef test_leaves():\n    pytest.exit("enough", returncode=0)\n\ndef test_last():\n    assert False\n',
      },
      'only 2 of 3 collected tests ran, and pytest called that a success',
    ],
    [
      'the process dies of a signal',
      { 'test_a.py': 'import os, signal\n\ndef test_dies():\n    os.kill(os.getpid(), signal.SIGSEGV)\n' },
      /^pytest was ended by SIGSEGV/u,
    ],
    [
      'a test ends with a code of its own',
      { 'test_a.py': 'import os\n\ndef test_leaves():\n    os._exit(42)\n' },
      /^pytest ended with exit code 42 and no usable report/u,
    ],
    [
      'a conftest fails inside pytest',
      {
        'test_a.py': PASSING,
        'conftest.py': 'def pytest_runtest_protocol(item):\n    raise RuntimeError("broken hook")\n',
      },
      'pytest failed inside itself (exit code 3): RuntimeError: broken hook',
    ],
    [
      'a hook makes a failure of passed tests',
      {
        'test_a.py': PASSING,
        'conftest.py': 'def pytest_sessionfinish(session):\n    session.exitstatus = 1\n',
      },
      /^pytest ended with exit code 1, though no test failed/u,
    ],
    [
      'a plugin of addopts is not there',
      { 'test_a.py': PASSING, 'pytest.ini': '[pytest]\naddopts = --timeout=30 --reruns 2\n' },
      'pytest does not know --timeout=30 --reruns (exit code 4): add pytest-timeout and pytest-rerunfailures to the test requirements, or take the option out of addopts of pytest.ini',
    ],
    [
      'a required plugin is not there',
      { 'test_a.py': PASSING, 'pytest.ini': '[pytest]\nrequired_plugins = pytest-django\n' },
      'pytest misses plugins that the project requires (exit code 4): add pytest-django to the test requirements',
    ],
  ] as const)('is errored when %s', async (_what, files, reason) => {
    const { result, attempts } = await runPytest({ files });
    expect(result.conclusion).toBe('errored');
    if (typeof reason === 'string') expect(result.reason).toBe(reason);
    else expect(result.reason).toMatch(reason);
    expect(attempts).toHaveLength(1);
  });

  it('leaves nothing in the work tree', async () => {
    const { logs } = await runPytest({
      files: {
        'test_a.py':
          'import pathlib\n\ndef test_clean():\n    assert sorted(p.name for p in pathlib.Path(".").iterdir() if not p.name.startswith(".sluice")) == ["test_a.py"]\n',
      },
      pytest: { coverage: 0, retries: 0 },
    });
    expect(logs.join('')).toContain('1 passed');
  });
});

describe('the configuration of a project', () => {
  it('decides where the tests are and how they are called', async () => {
    const { result, commands } = await runPytest({
      files: {
        'pyproject.toml':
          '[tool.pytest.ini_options]\ntestpaths = ["checks"]\naddopts = "-q --doctest-modules --strict-markers"\n',
        'checks/test_a.py': '"""Adds.\n\n>>> 1 + 1\n2\n"""\n\ndef test_fine():\n    pass\n',
        'elsewhere/test_b.py': FAILING,
      },
    });
    expect(result).toMatchObject({ conclusion: 'success', metrics: { tests: 2 } });
    expect(commands.join('\n')).not.toContain('--doctest-modules');
  });

  it.each(['pytest.toml', 'pyproject.toml'])("is read from pytest 9's own table in %s", async (file) => {
    const table = file === 'pytest.toml' ? 'pytest' : 'tool.pytest';
    const { result } = await runPytest({
      files: {
        [file]: `[${table}]\naddopts = ["-k", "not slow", "--cov=app"]\n`,
        'test_a.py': `${PASSING}\n\ndef test_slow():\n    assert False\n`,
      },
    });
    // `--cov` would be refused: pytest-cov is not there, and is not needed.
    expect(result).toMatchObject({ conclusion: 'success', metrics: { tests: 1 } });
  });

  it('may block the plugins that results are read from, or stop at the first failure', async () => {
    const { result } = await runPytest({
      files: {
        'pytest.ini': '[pytest]\naddopts = -p no:cacheprovider -p no:junitxml -x --tb=no\n',
        'test_a.py': `${FAILING}\n\ndef test_other():\n    raise KeyError("x")\n`,
      },
      pytest: { retries: 1 },
    });
    expect(result).toMatchObject({ conclusion: 'failure', metrics: { tests: 2, failed: 2 } });
    expect(result.findings.map(({ location }) => location?.line)).toEqual([3, 7]);
  });

  it('may need variables, which the option gives', async () => {
    const { result } = await runPytest({
      files: { 'test_a.py': 'import os\n\ndef test_columns():\n    assert os.environ["COLUMNS"] == "120"\n' },
      pytest: { env: { COLUMNS: '120' }, retries: 0 },
    });
    expect(result.conclusion).toBe('success');
  });

  it('is joined by the arguments and paths of the options', async () => {
    const { result } = await runPytest({
      files: {
        'unit/test_a.py': `${PASSING}\n\ndef test_slow():\n    assert False\n`,
        'slow/test_b.py': FAILING,
      },
      pytest: { args: ['-k', 'not slow'], paths: ['unit'] },
    });
    expect(result).toMatchObject({ conclusion: 'success', metrics: { tests: 1 } });
  });
});

describe('several processes', () => {
  const FOUR = Array.from({ length: 4 }, (_, index) => `def test_${index}():\n    pass\n`).join('\n');
  const slow = (durationMs: number) => [
    {
      runId: 'a',
      id: 'python/pytest@3.12',
      startedAt: '',
      durationMs,
      conclusion: 'success' as const,
      metrics: { workers: 1, durationMs },
    },
  ];

  it('run the tests when the option says how many', async () => {
    const { result, logs } = await runPytest({
      files: { 'test_a.py': FOUR },
      pytest: { workers: 2, coverage: 0 },
    });
    expect(result).toMatchObject({ conclusion: 'success', metrics: { tests: 4, workers: 2 } });
    expect(logs.join('')).toContain('tests run in 2 processes: the option workers');
  });

  it('run them by themselves only when the last run took more than a minute', async () => {
    const quick = await runPytest({ files: { 'test_a.py': FOUR }, history: slow(59_000) });
    expect(quick.result.metrics['workers']).toBe(1);
    const long = await runPytest({ files: { 'test_a.py': FOUR }, history: slow(90_000) });
    expect(long.result).toMatchObject({ conclusion: 'success', metrics: { tests: 4 } });
    expect(long.logs.join('')).toMatch(
      /tests run in [2-4] processes: the last run in one process took 90 s/u,
    );
  });

  it('are no reason to lose a crash of one of them', async () => {
    const { result } = await runPytest({
      files: { 'test_a.py': `${FOUR}\nimport os\n\ndef test_dies():\n    os._exit(0)\n` },
      pytest: { workers: 2, retries: 0 },
    });
    expect(['failure', 'errored']).toContain(result.conclusion);
    expect(result.findings[0]?.message ?? result.reason).toContain('crashed');
  });

  it('are not used for a retry, so that what fails only beside other tests passes and is seen to be flaky', async () => {
    const { result, commands } = await runPytest({
      files: {
        'test_a.py': `${FOUR}\nimport os\n\ndef test_alone():\n    assert "PYTEST_XDIST_WORKER" not in os.environ\n`,
      },
      pytest: { workers: 2 },
    });
    expect(result).toMatchObject({ conclusion: 'success', flaky: true, metrics: { flaky: 1 } });
    expect(commands.filter((line) => / -n 2/u.test(line))).toHaveLength(1);
  });
});
