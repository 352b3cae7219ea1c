import type { Check, CheckOutcome, Exec, ExecResult } from '@sluice/core';
import type { CheckRunOutput } from '@sluice/core/testing';

/** The check with answers in place of its programs, so that hundreds of recordings are read without starting one. */
export function answering(check: Check, exec: Exec): Check {
  return { ...check, tools: [], run: (ctx) => check.run({ ...ctx, exec }) };
}

/** The result of a program that ended with a code and these words. */
export function said(exitCode: number | null, stdout = '', stderr = ''): ExecResult {
  return { exitCode, timedOut: false, stdout, stderr, logPath: '', durationMs: 1 };
}

/** What the check itself returned, before the engine concluded anything from it. */
export function outcomeOf({ returned }: CheckRunOutput): CheckOutcome {
  return returned[0] as CheckOutcome;
}
