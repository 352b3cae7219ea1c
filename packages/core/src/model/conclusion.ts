/**
 * What the engine derives from a check's attempts. The set is closed: a value outside it blocks.
 * `failure` is a finding too many or a broken limit; `errored` is no evidence at all (a crash, output that
 * could not be read, a tool that is missing, no test collected, nothing scanned).
 */
export type Conclusion = 'success' | 'failure' | 'errored' | 'timed_out' | 'cancelled' | 'skipped';

export const CONCLUSIONS: readonly Conclusion[] = [
  'success',
  'failure',
  'errored',
  'timed_out',
  'cancelled',
  'skipped',
];

/** Why a check did not run. Only the first three can pass, and `not-selected` makes the verdict partial. */
export type SkipReason = 'not-affected' | 'not-selected' | 'disabled' | 'upstream-failed' | 'no-permission';

export const SKIP_REASONS: readonly SkipReason[] = [
  'not-affected',
  'not-selected',
  'disabled',
  'upstream-failed',
  'no-permission',
];
