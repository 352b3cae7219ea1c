import { describe, expect, it } from 'vitest';
import { firstFailure } from '../../src/report/first-failure.ts';
import { report, result, STARTED_AT } from './builders.ts';

const at = (ms: number): string => new Date(Date.parse(STARTED_AT) + ms).toISOString();

describe('the first failure of a run', () => {
  it('is the required check whose failure was known first, whichever began first', () => {
    const results = [
      result('a/slow', { conclusion: 'failure', startedAt: at(0), durationMs: 9000 }),
      result('a/late', { conclusion: 'errored', startedAt: at(2000), durationMs: 500 }),
    ];
    expect(firstFailure(report({ results }))).toEqual({ id: 'a/late', afterMs: 2500 });
  });

  it('is none of a check that does not block, or that is waived', () => {
    const waiver = { reason: 'known since May', owner: '@a', expires: '2027-01-01' } as never;
    const results = [
      result('a/one', { conclusion: 'failure', level: 'optional' }),
      result('a/two', { conclusion: 'failure', waiver }),
      result('a/three'),
    ];
    expect(firstFailure(report({ results }))).toBeUndefined();
  });
});
