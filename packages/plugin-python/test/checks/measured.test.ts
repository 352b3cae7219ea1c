import type { HistoryEntry } from '@sluice/core';
import { createHarness, runCheck, type ProgramScript } from '@sluice/core/testing';
import { describe, expect, it } from 'vitest';
import { coverageTrendCheck } from '../../src/checks/coverage-trend.ts';
import { writePytestRecord, type PytestRecord } from '../../src/checks/pytest-record.ts';
import { slowestCheck } from '../../src/checks/slowest.ts';
import { pythonOptions, type PythonInput } from '../../src/options.ts';
import { outcomeOf } from '../answering.ts';

const RECORD: PytestRecord = {
  tests: [
    { id: 'tests/test_a.py::test_quick', durationMs: 10 },
    { id: 'tests/test_a.py::test_slow', durationMs: 900 },
    { id: 'tests/test_b.py::test_middling', durationMs: 90 },
  ],
  coverage: { percent: 80.04, covered: 800, total: 1000 },
};

const history = (...values: readonly number[]): readonly HistoryEntry[] =>
  values.map((coverage, index) => ({
    runId: String(index),
    id: 'python/coverage-trend',
    startedAt: '',
    durationMs: 1,
    conclusion: 'success',
    metrics: { coverage },
  }));

/** A Python that can profile. */
const PYTHON: ProgramScript = {
  name: 'python',
  cases: [
    { when: ['cProfile'], writes: [{ argument: '-o', text: 'a profile' }] },
    { when: ['-c'], writes: [{ argument: -1, text: 'the functions that took longest' }] },
  ],
};

async function recordedRun(
  check: 'slowest' | 'trend',
  options: PythonInput = {},
  earlier: readonly HistoryEntry[] = [],
) {
  await using harness = await createHarness();
  await writePytestRecord(harness.workspace.path('.sluice/python'), '3.12', RECORD);
  const parsed = pythonOptions.parse(options);
  const output = await harness.runCheck(
    check === 'slowest' ? slowestCheck(parsed) : coverageTrendCheck(parsed),
    { history: earlier, programs: [PYTHON] },
  );
  return { ...output, outcome: outcomeOf(output), findings: output.result.findings };
}

describe('python/slowest', () => {
  it('lists the slowest tests first, and keeps a profile of the slowest', async () => {
    const { outcome, artifacts, commands } = await recordedRun('slowest', { slowest: { count: 2 } });
    expect(outcome).toMatchObject({
      status: 'completed',
      findings: [],
      metrics: { slowestMs: 900, totalMs: 1000, tests: 3 },
      summary: 'tests/test_a.py::test_slow 0.900 s; the 2 slowest take 99 % of the time',
    });
    expect(artifacts).toEqual({
      'slowest.prof': 'a profile',
      'slowest-profile.txt': 'the functions that took longest',
    });
    expect(commands[0]).toContain('tests/test_a.py::test_slow');
  });

  it('profiles nothing that is quick, or when told not to', async () => {
    for (const slowest of [{ minMs: 1000 }, { profile: false }]) {
      const { commands, artifacts } = await recordedRun('slowest', { slowest });
      expect([commands, artifacts]).toEqual([[], {}]);
    }
  });

  it('is errored when pytest left nothing, or garbage', async () => {
    const check = slowestCheck(pythonOptions.parse({}));
    expect((await runCheck(check)).conclusion).toBe('errored');
    const files = { '.sluice/python/last-pytest/3.12.json': '{"tests": 1' };
    expect((await runCheck(check, { files })).conclusion).toBe('errored');
  });

  it('is disabled with pytest', () => {
    const options = pythonOptions.parse({ pytest: false });
    expect(slowestCheck(options).disabled).toContain('pytest is false');
    expect(coverageTrendCheck(options).disabled).toContain('not measured');
    expect(coverageTrendCheck(pythonOptions.parse({ pytest: { coverage: false } })).disabled).toBeDefined();
  });
});

describe('python/coverage-trend', () => {
  it('says the figure alone when there is no earlier run', async () => {
    const { outcome } = await recordedRun('trend');
    expect(outcome).toMatchObject({ status: 'completed', findings: [], summary: '80 %, no earlier run' });
  });

  it('compares with the mean of the last runs', async () => {
    const { outcome } = await recordedRun('trend', {}, history(79, 78));
    expect(outcome).toMatchObject({
      findings: [],
      metrics: { change: 1.5 },
      summary: '80 %, +1.5 against the mean of the last 2 runs',
    });
  });

  it('reports a drop beyond what is allowed', async () => {
    const { findings } = await recordedRun('trend', {}, history(82, 82));
    expect(findings).toMatchObject([{ ruleId: 'coverage/dropped', severity: 'info' }]);
    expect((await recordedRun('trend', { coverageTrend: { maxDrop: 3 } }, history(82, 82))).findings).toEqual(
      [],
    );
  });
});
