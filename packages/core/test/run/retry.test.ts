import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CONCLUSIONS } from '../../src/model/conclusion.ts';
import { decideRetry } from '../../src/run/retry.ts';

const causes = ['failure', 'errored', 'timed_out', 'transient'] as const;
const question = fc.record({
  retry: fc.record({ max: fc.nat(5), on: fc.subarray([...causes]), backOffMs: fc.nat(1000) }),
  attempt: fc.integer({ min: 1, max: 8 }),
  conclusion: fc.constantFrom(...CONCLUSIONS),
  isCancelled: fc.boolean(),
});

describe('whether to try again', () => {
  it('is only for a cause that is listed, within max, and never after a cancellation', () => {
    fc.assert(
      fc.property(question, (asked) => {
        const decision = decideRetry(asked);
        if (!decision.isAgain) return;
        expect(asked.retry.on).toContain(asked.conclusion);
        expect(asked.attempt).toBeLessThanOrEqual(asked.retry.max);
        expect(asked.isCancelled).toBe(false);
      }),
    );
  });

  it('makes at most max + 1 attempts, whatever they come to', () => {
    fc.assert(
      fc.property(question, ({ retry, conclusion }) => {
        let attempt = 1;
        while (decideRetry({ retry, attempt, conclusion, isCancelled: false }).isAgain) attempt += 1;
        expect(attempt).toBeLessThanOrEqual(retry.max + 1);
      }),
    );
  });

  it('waits twice as long before each further attempt', () => {
    const retry = { max: 3, on: ['failure'], backOffMs: 100 } as const;
    const waits = [1, 2, 3].map((attempt) =>
      decideRetry({ retry, attempt, conclusion: 'failure', isCancelled: false }),
    );
    expect(waits.map((decision) => decision.isAgain && decision.waitMs)).toEqual([100, 200, 400]);
  });

  it('is no where the check says so, and never asks triage then', () => {
    fc.assert(
      fc.property(question, (asked) => {
        expect(decideRetry({ ...asked, noRetry: 'no' })).toMatchObject({ isAgain: false, asksTriage: false });
      }),
    );
  });

  it('is triage’s to say only for a cause that is not listed itself', () => {
    const asked = {
      retry: { max: 1, on: ['transient', 'failure'] as const },
      attempt: 1,
      isCancelled: false,
    };
    expect(decideRetry({ ...asked, conclusion: 'errored' })).toEqual({ isAgain: false, asksTriage: true });
    expect(decideRetry({ ...asked, conclusion: 'failure' })).toMatchObject({ isAgain: true });
    expect(decideRetry({ ...asked, conclusion: 'success' })).toEqual({ isAgain: false, asksTriage: false });
  });

  it('is no for a check that asks for none', () => {
    expect(decideRetry({ attempt: 1, conclusion: 'failure', isCancelled: false }).isAgain).toBe(false);
  });
});
