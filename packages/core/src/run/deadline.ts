import type { Cancellation } from './cancellation.ts';
import type { Timers } from './timers.ts';

export const DEFAULT_TIMEOUT_MS = 10 * 60 * 1000;
/**
 * How long after the grace an attempt is given up. The programs of an attempt are killed when the grace ends; their
 * exit, and the check's own last words, need this moment more.
 */
export const LAST_WORDS_MS = 2000;

/** How an attempt's work ended. `stopped`: the deadline or a cancellation came first, whatever it returned after. */
export type Settled<T> =
  | { readonly how: 'returned'; readonly value: T }
  | { readonly how: 'threw'; readonly error: unknown }
  | {
      readonly how: 'stopped';
      readonly cause: 'timed_out' | 'cancelled';
      readonly reason: string;
      /** What it returned within the grace; absent when it threw or was given up. */
      readonly value?: T;
    };

export interface DeadlineInput<T> {
  readonly work: (signal: AbortSignal) => T | Promise<T>;
  /** What may still go on after the work has ended: programs it did not wait for. Undefined: nothing. */
  readonly leftovers: () => Promise<unknown> | undefined;
  /** Undefined: the default. */
  readonly timeoutMs: number | undefined;
  readonly graceMs: number;
  readonly timers: Timers;
  readonly cancellation: Cancellation;
}

/**
 * Runs the work and waits for its end, but never for ever: at the deadline or on cancellation its signal is aborted,
 * and after the grace it is given up. Never throws. No timer and no listener is left behind.
 */
export async function settleWithin<T>(input: DeadlineInput<T>): Promise<Settled<T>> {
  const controller = new AbortController();
  const stop = createStop(input, controller);
  try {
    const ended = await Promise.race([perform(input.work, controller.signal), stop.givenUp]);
    const leftovers = input.leftovers();
    if (leftovers !== undefined) {
      controller.abort(new Error('the attempt has ended'));
      await Promise.race([leftovers.catch(() => undefined), stop.startGrace()]);
    }
    const stopped = stop.cause();
    if (stopped === undefined && ended !== undefined) return ended;
    const value = ended?.how === 'returned' ? { value: ended.value } : {};
    const { cause, reason } = stopped ?? { cause: 'timed_out', reason: 'it never ended' };
    const words = ended === undefined ? `${reason}; it did not end when asked and was given up` : reason;
    return { how: 'stopped', cause, reason: words, ...value };
  } finally {
    stop.end();
  }
}

/** A synchronous throw and a rejection are one thing, and a late rejection of given-up work is observed. */
async function perform<T>(work: DeadlineInput<T>['work'], signal: AbortSignal): Promise<Settled<T>> {
  try {
    return { how: 'returned', value: await work(signal) };
  } catch (error) {
    return { how: 'threw', error };
  }
}

type Cause = { readonly cause: 'timed_out' | 'cancelled'; readonly reason: string };

type StopInput = Pick<DeadlineInput<unknown>, 'timeoutMs' | 'graceMs' | 'timers' | 'cancellation'>;

function createStop({ timeoutMs, graceMs, timers, cancellation }: StopInput, controller: AbortController) {
  const limitMs = timeoutMs !== undefined && timeoutMs > 0 ? timeoutMs : DEFAULT_TIMEOUT_MS;
  const { promise: givenUp, resolve } = Promise.withResolvers<undefined>();
  const undo: (() => void)[] = [];
  let cause: Cause | undefined;
  let isGraceStarted = false;
  const startGrace = (): Promise<undefined> => {
    if (!isGraceStarted) undo.push(timers.start(graceMs + LAST_WORDS_MS, () => resolve(undefined)));
    isGraceStarted = true;
    return givenUp;
  };
  const stop = (why: Cause): void => {
    if (cause !== undefined || isGraceStarted) return;
    cause = why;
    void startGrace();
    controller.abort(new Error(why.reason));
  };
  const isLate = (): void => stop({ cause: 'timed_out', reason: `timed out after ${duration(limitMs)}` });
  undo.push(timers.start(limitMs, isLate));
  undo.push(cancellation.onCancel((reason) => stop({ cause: 'cancelled', reason })));
  return { givenUp, startGrace, cause: () => cause, end: () => undo.forEach((call) => call()) };
}

function duration(ms: number): string {
  return ms < 1000 ? `${ms} ms` : `${Math.round(ms / 100) / 10} s`;
}
