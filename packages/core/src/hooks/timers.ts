/** The clock of the hooks, so that tests of deadlines need no sleeping. */
export interface Timers {
  /** Calls back once after so long, and returns what `clear` takes. */
  readonly set: (callback: () => void, afterMs: number) => unknown;
  readonly clear: (timer: unknown) => void;
}

/**
 * Node's own timers, kept referenced while a tap is awaited: an unreferenced one would let Node leave a run that
 * waits for a hanging tap, without a verdict and with exit code 0. All are cleared as soon as the tap has ended.
 */
export const SYSTEM_TIMERS: Timers = {
  set: (callback, afterMs) => setTimeout(callback, afterMs),
  clear: (timer) => clearTimeout(timer as NodeJS.Timeout),
};
