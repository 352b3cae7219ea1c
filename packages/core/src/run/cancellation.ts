import { messageOf } from '../errors/message-of.ts';

/** Whether a run is to end early, and why. Once cancelled it stays so; the first reason is kept. */
export interface Cancellation {
  readonly reason: () => string | undefined;
  readonly cancel: (reason: string) => void;
  /** Calls back once when the run is cancelled, at once if it is; returns what takes the wish back. */
  readonly onCancel: (call: (reason: string) => void) => () => void;
  /** Lets go of the caller's signal. */
  readonly end: () => void;
}

/**
 * One cancellation for the caller's signal and the run's own causes (fail-fast, a crash). Listeners are a plain set:
 * hundreds of attempts on one AbortSignal would each pay for an event target and warn of a leak.
 */
export function createCancellation(signal: AbortSignal): Cancellation {
  const listeners = new Set<(reason: string) => void>();
  let reason: string | undefined;
  const cancel = (why: string): void => {
    if (reason !== undefined) return;
    reason = why;
    for (const call of listeners) call(why);
    listeners.clear();
  };
  const onAbort = (): void => cancel(wordsOf(signal.reason));
  if (signal.aborted) onAbort();
  else signal.addEventListener('abort', onAbort, { once: true });
  return {
    reason: () => reason,
    cancel,
    onCancel: (call) => {
      if (reason === undefined) listeners.add(call);
      else call(reason);
      return () => listeners.delete(call);
    },
    end: () => signal.removeEventListener('abort', onAbort),
  };
}

/** `abort('SIGINT')` says who asked; `abort()` gives an AbortError, whose own words say nothing. */
function wordsOf(cause: unknown): string {
  const isPlainAbort = cause instanceof Error && cause.name === 'AbortError';
  return isPlainAbort ? 'the run was cancelled' : `the run was cancelled: ${messageOf(cause)}`;
}
