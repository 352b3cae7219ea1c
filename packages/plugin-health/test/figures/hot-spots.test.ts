import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { record } from '../github.ts';
import { healthOf } from '../health-of.ts';

let jobId = 0;

function jobs(runId: number, conclusions: Readonly<Record<string, string>>, step = 'Run tests'): unknown {
  return {
    jobs: Object.entries(conclusions).map(([name, conclusion]) => ({
      id: (jobId += 1),
      run_id: runId,
      run_attempt: 1,
      name,
      status: 'completed',
      conclusion,
      started_at: '2026-11-28T10:00:00Z',
      completed_at: '2026-11-28T10:01:00Z',
      steps: [
        { name: 'Install', status: 'completed', conclusion: 'success' },
        { name: step, status: 'completed', conclusion },
        { name: 'After it', status: 'completed', conclusion },
      ],
    })),
  };
}

const RECORDS = [
  record({ id: 1, ago: 60, conclusion: 'failure', sha: 'a' }),
  jobs(1, { 'test (3.11)': 'failure', lint: 'success' }),
  record({ id: 2, ago: 50, conclusion: 'failure', sha: 'b' }),
  jobs(2, { 'test (3.12)': 'failure', lint: 'skipped' }, 'Upload'),
  record({ id: 3, ago: 40, sha: 'a' }),
  jobs(3, { 'test (3.11)': 'success', lint: 'success' }),
  record({ id: 4, ago: 30, conclusion: 'failure', sha: 'c' }),
  jobs(4, { 'test (3.12)': 'failure', lint: 'success' }),
  // In the week before.
  record({ id: 5, ago: 8 * 24 * 60, conclusion: 'failure', sha: 'd' }),
  jobs(5, { lint: 'failure' }),
];

describe('hot spots', () => {
  it('count failures by job, values of a matrix together, with the step that broke them first', () => {
    const { hotSpots } = healthOf(RECORDS).figures;
    expect(hotSpots).toMatchObject([
      {
        job: 'test',
        failures: 3,
        decided: 4,
        failuresBefore: 0,
        step: 'Run tests',
        stepFailures: 2,
        timeMs: 240_000,
      },
      { job: 'lint', failures: 0, decided: 3, failuresBefore: 1, step: null, lastFailure: null },
    ]);
    expect(hotSpots.reduce((sum, { timeShare }) => sum + timeShare, 0)).toBeCloseTo(1);
  });

  it('do not depend on the order of the data', () => {
    const expected = healthOf(RECORDS).figures;
    fc.assert(
      fc.property(fc.shuffledSubarray(RECORDS, { minLength: RECORDS.length }), (records) => {
        const { hotSpots, flaky } = healthOf(records).figures;
        expect({ hotSpots, flaky }).toEqual({ hotSpots: expected.hotSpots, flaky: expected.flaky });
      }),
      { numRuns: 30 },
    );
  });

  it('are none where no jobs are known', () => {
    expect(healthOf([record({ id: 1 })]).figures).toMatchObject({ hotSpots: [], flaky: [] });
  });
});

describe('what is flaky', () => {
  it('is the job that passed and failed on one commit, not what failed beside it', () => {
    expect(healthOf(RECORDS).figures.flaky).toEqual([
      { workflow: 'CI', job: 'test', commits: 1, last: { at: '2026-11-28T11:20:00.000Z', url: null } },
    ]);
  });

  it('is the workflow where its jobs are not known', () => {
    const records = [record({ id: 1, sha: 'a', conclusion: 'failure' }), record({ id: 2, sha: 'a' })];
    expect(healthOf(records).figures.flaky).toMatchObject([{ workflow: 'CI', job: null, commits: 1 }]);
  });
});
