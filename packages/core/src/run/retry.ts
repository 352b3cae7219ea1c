import type { Retry } from '../model/check.ts';
import type { Conclusion } from '../model/conclusion.ts';

/** What is known when an attempt has ended. */
export interface RetryQuestion {
  readonly retry?: Retry;
  /** Number of the attempt that ended, from 1. */
  readonly attempt: number;
  /** What the check would conclude if this were its last attempt. */
  readonly conclusion: Conclusion;
  /** The check's own word that another attempt would not help. */
  readonly noRetry?: string;
  readonly isCancelled: boolean;
}

export type RetryDecision =
  | { readonly isAgain: true; readonly because: string; readonly waitMs: number }
  /** `asksTriage`: it would be tried again if triage called it transient. `because`: the check's own word against it. */
  | { readonly isAgain: false; readonly asksTriage: boolean; readonly because?: string };

const RETRIED: readonly Conclusion[] = ['failure', 'errored', 'timed_out'];

/**
 * Whether another attempt follows. `max` counts retries: 2 means at most 3 attempts. A success, a skip and anything
 * after a cancellation are never tried again.
 */
export function decideRetry({
  retry,
  attempt,
  conclusion,
  noRetry,
  isCancelled,
}: RetryQuestion): RetryDecision {
  const isOpen = retry !== undefined && attempt <= retry.max && !isCancelled;
  if (!isOpen || !RETRIED.includes(conclusion)) return { isAgain: false, asksTriage: false };
  if (noRetry !== undefined)
    return { isAgain: false, asksTriage: false, because: `not tried again: ${noRetry}` };
  if (!retry.on.some((cause) => cause === conclusion)) {
    return { isAgain: false, asksTriage: retry.on.includes('transient') };
  }
  return { isAgain: true, because: conclusion, waitMs: backOffMs(retry, attempt) };
}

/** The pause before the next attempt: `backOffMs` before the first retry, doubled before each further one. */
export function backOffMs(retry: Retry, attempt: number): number {
  return (retry.backOffMs ?? 0) * 2 ** (attempt - 1);
}
