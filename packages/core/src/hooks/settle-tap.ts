import { messageOf } from '../errors/message-of.ts';
import type { TapFailure, TapInfo, TapSlow } from './hooks.ts';
import type { OriginalTap } from './isolate.ts';
import { leaseArgument } from './lease-argument.ts';
import type { Timers } from './timers.ts';

const SLOW_AFTER_MS = 3000;

/** How long a tap is waited for, and who is told when it takes long. */
export interface Patience {
  readonly timeoutMs: number;
  readonly timers: Timers;
  readonly signal?: AbortSignal;
  readonly onSlow: (slow: TapSlow) => void;
}

/**
 * Runs one tap to its end, its deadline or the cancellation, whichever is first. Never rejects: a throw, a rejection
 * (even with undefined), a missing promise and a hang all come back as one failure that says who it was.
 */
export function settleTap(
  tap: OriginalTap,
  argumentOf: (plugin: string, tap: string) => object,
  patience: Patience,
): Promise<TapFailure | undefined> {
  const { info } = tap;
  if (patience.signal?.aborted)
    return Promise.resolve(failureOf(info, new Error('cancelled before it started')));
  return new Promise((resolve) => {
    let close = (): void => {};
    let stopWatching = (): void => {};
    const end = (failure?: TapFailure): void => {
      stopWatching();
      close();
      resolve(failure);
    };
    try {
      const lease = leaseArgument(argumentOf(info.plugin, info.tap), (name) => tooLate(info, name));
      close = lease.close;
      const returned = tap.fn(lease.argument);
      if (!isThenable(returned)) {
        end(tap.mustReturnPromise ? failureOf(info, noPromise(returned)) : undefined);
        return;
      }
      stopWatching = watch(info, patience, end);
      // Both handlers stay attached after a deadline: a rejection that comes late is observed and dropped.
      Promise.resolve(returned).then(
        () => end(),
        (error: unknown) => end(failureOf(info, error)),
      );
    } catch (error) {
      end(failureOf(info, error));
    }
  });
}

/** A failure of a tap, in the engine's words. */
export function failureOf({ plugin, hook, tap }: TapInfo, error: unknown): TapFailure {
  return { plugin, hook, tap, error, message: safeMessageOf(error), timedOut: false };
}

// A thrown value may be a proxy or have a `message` that throws; it is a stranger's.
function safeMessageOf(error: unknown): string {
  try {
    return messageOf(error);
  } catch {
    return 'an error that cannot be read';
  }
}

/** True for a promise of any realm or library. */
export function isThenable(value: unknown): value is PromiseLike<unknown> {
  const isObject = (typeof value === 'object' && value !== null) || typeof value === 'function';
  return isObject && typeof (value as { then?: unknown }).then === 'function';
}

function watch(info: TapInfo, patience: Patience, end: (failure: TapFailure) => void): () => void {
  const { timers, timeoutMs, signal, onSlow } = patience;
  const { plugin, hook, tap } = info;
  const announceAt = (forMs: number, sinceMs: number): unknown =>
    timers.set(() => {
      slowTimer = announceAt(forMs * 2, forMs);
      onSlow({ plugin, hook, tap, forMs });
    }, forMs - sinceMs);
  let slowTimer = announceAt(SLOW_AFTER_MS, 0);
  const deadline = timers.set(() => {
    const error = new Error(`no end within ${timeoutMs / 1000} s`);
    end({ ...failureOf(info, error), timedOut: true, afterMs: timeoutMs });
  }, timeoutMs);
  const onAbort = (): void => end(failureOf(info, new Error('cancelled while it ran')));
  signal?.addEventListener('abort', onAbort, { once: true });
  return () => {
    timers.clear(slowTimer);
    timers.clear(deadline);
    signal?.removeEventListener('abort', onAbort);
  };
}

function tooLate({ plugin, hook, tap }: TapInfo, name: string): Error {
  return new Error(
    `plugin ${plugin} called ${name}() of hook ${hook} after its tap "${tap}" had ended; await everything that uses the argument`,
  );
}

function noPromise(returned: unknown): Error {
  const what = returned === null ? 'null' : typeof returned;
  return new Error(`tapPromise got ${what} from its function, not a promise; make it async, or use tap`);
}
