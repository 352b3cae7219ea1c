/** The longest delay Node's timers take; a longer one would fire at once. About 25 days. */
const MAX_DELAY_MS = 2 ** 31 - 1;

/** Delays of a run, injected so that a test can move time itself. `start` returns what takes the timer back. */
export interface Timers {
  readonly start: (afterMs: number, call: () => void, options?: TimerOptions) => () => void;
}

export interface TimerOptions {
  /** It only tells somebody something: it must not keep the process alive. */
  readonly isBackground?: boolean;
}

/**
 * Node's own timers. Those that end an attempt do hold the process while the attempt goes on: a check that waits for
 * nothing the event loop knows of would otherwise let Node drain and exit without a verdict. All are taken back when
 * the attempt ends, so none outlives the run.
 */
export const systemTimers: Timers = {
  start: (afterMs, call, options) => {
    const timer = setTimeout(call, Math.min(Math.max(afterMs, 0), MAX_DELAY_MS));
    if (options?.isBackground === true) timer.unref();
    return () => clearTimeout(timer);
  },
};
