import { beforeAll, describe, expect, it } from 'vitest';
import { testEnvironment } from '../environment.ts';
import { runPytest } from './run-pytest.ts';

beforeAll(testEnvironment, 240_000);

/** Counts the runs of one test in a file of its own: `runs('a')` is 1 at first. */
const RUNS = `from pathlib import Path

def runs(name):
    tally = Path(".runs") / name
    tally.parent.mkdir(exist_ok=True)
    tally.write_text((tally.read_text() if tally.exists() else "") + "x")
    return len(tally.read_text())
`;

const failing = (count: number, passing: number): string =>
  [
    ...Array.from({ length: count }, (_, index) => `def test_f${index}():\n    assert False\n`),
    ...Array.from({ length: passing }, (_, index) => `def test_p${index}():\n    pass\n`),
  ].join('\n');

describe('a retry', () => {
  it('runs only what failed, and shows as flaky what then passes', async () => {
    const { result, attempts, artifacts } = await runPytest({
      files: {
        'tally.py': RUNS,
        'test_a.py':
          'from tally import runs\n\ndef test_steady():\n    assert runs("steady") == 1\n\ndef test_late():\n    assert runs("late") == 3\n',
      },
    });
    expect(attempts.map(({ metrics }) => [metrics['tests'], metrics['failed']])).toEqual([
      [2, 1],
      [2, 1],
      [2, 0],
    ]);
    expect(result).toMatchObject({ conclusion: 'success', flaky: true, metrics: { tests: 2, flaky: 1 } });
    expect(result.findings).toMatchObject([
      { ruleId: 'pytest/flaky', severity: 'info', region: 'test_a.py::test_late', location: { line: 7 } },
    ]);
    expect(result.findings[0]?.message).toMatch(/^passed on attempt 3, after: .*assert 2 == 3/u);
    expect(artifacts['junit.xml']).toContain('flakyFailure');
  });

  it('ends after the attempts that the option allows', async () => {
    const { result, attempts } = await runPytest({
      files: { 'test_a.py': failing(1, 1) },
      pytest: { retries: 1 },
    });
    expect(attempts).toHaveLength(2);
    expect(result).toMatchObject({ conclusion: 'failure', metrics: { tests: 2, failed: 1 } });
  });

  it('adds its coverage to that of the attempts before', async () => {
    const { attempts, result } = await runPytest({
      files: {
        'tally.py': RUNS,
        'app.py': 'def first():\n    return 1\n\ndef second():\n    return 2\n',
        'test_a.py':
          'from tally import runs\nimport app\n\ndef test_first():\n    assert app.first() == 1\n\ndef test_late():\n    assert runs("late") == 2\n    assert app.second() == 2\n',
        '.coveragerc': '[run]\ninclude = app.py\n',
      },
      pytest: { coverage: 100 },
    });
    expect(attempts.map(({ metrics }) => metrics['coverage'])).toEqual([75, 100]);
    expect(result).toMatchObject({ conclusion: 'success', flaky: true });
  });

  it('keeps a test failed that the retry did not run', async () => {
    const { result } = await runPytest({
      files: {
        'tally.py': RUNS,
        'test_a.py':
          'from tally import runs\n\nif runs("module") == 1:\n    def test_gone():\n        assert False\n\ndef test_late():\n    assert runs("late") == 2\n',
      },
      pytest: { retries: 1 },
    });
    expect(result.conclusion).toBe('failure');
    expect(result.findings.map(({ ruleId, region }) => `${ruleId} ${region}`)).toEqual([
      'pytest/failed test_a.py::test_gone',
      'pytest/flaky test_a.py::test_late',
    ]);
  });

  it.each([
    ['21 tests failed', 21, 200, '21 tests failed: more than 20 are no accident'],
    ['6 of 50 failed', 6, 44, '6 of 50 tests failed: more than a tenth is no accident'],
  ])('is not made when %s', async (_what, failed, passed, reason) => {
    const { attempts, result } = await runPytest({ files: { 'test_a.py': failing(failed, passed) } });
    expect(attempts).toHaveLength(1);
    expect(result).toMatchObject({ conclusion: 'failure', metrics: { failed } });
    expect(JSON.stringify(attempts)).toContain(reason);
  });

  it.each([
    ['20 of 200 failed', 20, 180],
    ['6 of 49 failed', 6, 43],
  ])('is made when %s', async (_what, failed, passed) => {
    const { attempts } = await runPytest({
      files: { 'test_a.py': failing(failed, passed) },
      pytest: { retries: 1 },
    });
    expect(attempts).toHaveLength(2);
  });

  it('is not made after a run that stopped early, for the rest would stay untested', async () => {
    const { attempts, result } = await runPytest({
      files: { 'test_a.py': failing(2, 4) },
      pytest: { args: ['--maxfail=1'] },
    });
    expect(attempts).toHaveLength(1);
    expect(result.conclusion).not.toBe('success');
  });

  it('tries a failed subtest again by its test', async () => {
    const { attempts, result } = await runPytest({
      files: {
        'tally.py': RUNS,
        'test_a.py':
          'import unittest\nfrom tally import runs\n\nclass Sums(unittest.TestCase):\n    def test_parts(self):\n        late = runs("late")\n        for part in (1, 2):\n            with self.subTest(part=part):\n                self.assertTrue(late > 1 or part == 1)\n',
      },
    });
    expect(attempts).toHaveLength(2);
    expect(result).toMatchObject({ conclusion: 'success', flaky: true });
  });
});
