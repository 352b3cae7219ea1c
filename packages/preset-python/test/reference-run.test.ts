import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { referenceProject, type ReferenceProject, type ReferenceRun } from './reference-project.ts';

// One version: the second cell shows nothing more here, and every run of it costs as much again. The scanners are
// run on the example in security-run.test.ts.
const CONFIG = `import { reference } from '@sluice/preset-python';

export default reference({ python: { versions: ['3.12'] }, security: false, docker: false });
`;

const PYTEST = 'python/pytest@3.12';

/** A test that counts its own runs in a file outside of the work tree. */
const counting = (stateDir: string, verdict: string): string => `from pathlib import Path


def test_often_enough() -> None:
    tally = Path(${JSON.stringify(join(stateDir, 'tally'))})
    runs = len(tally.read_text()) + 1 if tally.exists() else 1
    tally.write_text("x" * runs)
    assert ${verdict}
`;

describe('the reference pipeline on the example, through the command line', () => {
  let project: ReferenceProject;
  let first: ReferenceRun;

  // Once for all: the environment and the tools come from an index, and every later run finds them.
  beforeAll(async () => {
    project = await referenceProject(CONFIG);
    first = await project.run();
  }, 240_000);

  afterAll(async () => project[Symbol.asyncDispose]());

  beforeEach(async () => {
    project.reset();
    await rm(join(project.stateDir, 'tally'), { force: true });
  });

  it('passes, with every tool having really run, and leaves the work tree as it was', () => {
    expect(first.report.verdict).toEqual({ level: 'pass', objections: [] });
    expect(first.code).toBe(0);
    const versions = first.report.results.flatMap(({ tools }) => tools);
    for (const name of ['black', 'coverage', 'isort', 'mypy', 'pytest', 'python', 'ruff'])
      expect(versions).toContainEqual(
        expect.objectContaining({ name, version: expect.stringMatching(/^\d+\.\d/u) }),
      );
    expect(first.result(PYTEST).metrics).toMatchObject({ tests: 74, failed: 0, skipped: 0 });
    expect(project.changed()).toBe('');
  });

  it('blocks on a failing test, and points at its line', async () => {
    await project.write(
      'tests/test_wrong.py',
      'def test_sum() -> None:\n    total = 1 + 1\n    assert total == 3\n',
    );
    const { code, result } = await project.run();
    expect(code).toBe(1);
    const { conclusion, findings, attempts } = result(PYTEST);
    expect(conclusion).toBe('failure');
    expect(attempts).toHaveLength(3);
    expect(findings).toMatchObject([
      { ruleId: 'pytest/failed', location: { path: 'tests/test_wrong.py', line: 3 } },
    ]);
    expect(findings[0]?.message).toContain('assert 2 == 3');
  });

  it('passes with a type error, and shows it', async () => {
    await project.write('app/wrong.py', 'def cents() -> int:\n    return "12"\n');
    const { code, report, result } = await project.run();
    expect(code).toBe(0);
    expect(result('python/mypy')).toMatchObject({
      conclusion: 'failure',
      level: 'informational',
      findings: [{ kind: 'type', location: { path: 'app/wrong.py', line: 2 } }],
    });
    expect(report.verdict.objections).toMatchObject([{ level: 'note', checkId: 'python/mypy' }]);
  });

  it('blocks on broken formatting', async () => {
    await project.write('app/wrong.py', 'CENTS = {  "one":1 }\n');
    const { code, result } = await project.run();
    expect(code).toBe(1);
    expect(result('python/black')).toMatchObject({
      conclusion: 'failure',
      findings: [{ location: { path: 'app/wrong.py' } }],
    });
  });

  it('blocks on coverage of 29 %, and says how many more lines are needed', async () => {
    const { metrics } = first.result(PYTEST);
    const covered = metrics['coverage.covered'] ?? 0;
    const total = metrics['coverage.total'] ?? 0;
    const untested = Math.floor(covered / 0.29) - total;
    const lines = Array.from({ length: untested }, (_, index) => `LINE_${index} = ${index}\n`);
    await project.write('app/untested.py', lines.join(''));
    const { code, result } = await project.run();
    expect(code).toBe(1);
    expect(Math.floor(result(PYTEST).metrics['coverage'] ?? 0)).toBe(29);
    const needed = Math.ceil((total + untested) * 0.3) - covered;
    const explained = await project.sluice(['explain', PYTEST, '--cwd', project.dir]);
    expect(explained.code).toBe(0);
    expect(explained.stdout).toContain(`${needed} more lines`);
  });

  it('blocks when the tests are emptied', async () => {
    await project.remove('tests');
    await project.write('tests/test_nothing.py', '');
    const { code, result } = await project.run();
    expect(code).toBe(1);
    expect(result(PYTEST)).toMatchObject({
      conclusion: 'errored',
      reason: 'no test was collected (exit code 5)',
    });
  });

  it('blocks as errored when Ruff cannot be had, and no result of it is kept', async () => {
    const tools = join(project.stateDir, 'tools');
    await rm(join(project.stateDir, 'cache'), { recursive: true });
    for (const name of await readdir(tools))
      if (name.startsWith('ruff-')) await rm(join(tools, name), { recursive: true });
    const { code, report, result } = await project.run({ PIP_NO_INDEX: '1', UV_NO_INDEX: '1' });
    expect(code).toBe(1);
    expect(result('python/ruff')).toMatchObject({ conclusion: 'errored', findings: [] });
    expect(result('python/ruff').reason).toMatch(/ruff .*(?:install|pip)/u);
    expect(report.verdict.objections).toContainEqual(
      expect.objectContaining({ level: 'block', checkId: 'python/ruff' }),
    );
  });

  it('blocks as errored when a test ends the process with exit code 0', async () => {
    await project.write('tests/test_exit.py', 'import os\n\n\ndef test_leaves() -> None:\n    os._exit(0)\n');
    const { code, result } = await project.run();
    expect(code).toBe(1);
    expect(result(PYTEST)).toMatchObject({ conclusion: 'errored' });
    expect(result(PYTEST).reason).toContain('os._exit(0)');
  });

  it('passes when a test fails once and then passes, and shows the test as flaky', async () => {
    await project.write('tests/test_flaky.py', counting(project.stateDir, 'runs > 1'));
    const { code, result } = await project.run();
    expect(code).toBe(0);
    const { conclusion, flaky, attempts, findings, metrics } = result(PYTEST);
    expect({ conclusion, flaky, attempts: attempts.length }).toEqual({
      conclusion: 'success',
      flaky: true,
      attempts: 2,
    });
    expect(metrics).toMatchObject({ tests: 75, failed: 0, flaky: 1 });
    expect(findings).toMatchObject([
      {
        ruleId: 'pytest/flaky',
        severity: 'info',
        region: 'tests/test_flaky.py::test_often_enough',
        location: { path: 'tests/test_flaky.py', line: 8 },
      },
    ]);
  });

  it('blocks when a test fails three times', async () => {
    await project.write('tests/test_flaky.py', counting(project.stateDir, 'runs > 3'));
    const { code, result } = await project.run();
    expect(code).toBe(1);
    expect(result(PYTEST).attempts.map(({ metrics }) => metrics['failed'])).toEqual([1, 1, 1]);
    expect(result(PYTEST).conclusion).toBe('failure');
  });
});
