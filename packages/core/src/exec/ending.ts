import { endFamily, type Family } from './end-family.ts';

/** A longer timer would go off at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export interface EndingOptions {
  readonly signal: AbortSignal;
  readonly timeoutMs: number | undefined;
  readonly graceMs: number;
}

/** The end of a program that others ask for. */
export interface Ending {
  readonly begin: () => void;
  readonly isTimedOut: () => boolean;
  /** The strongest signal that was needed; undefined when the program ended by itself. Waits until all are gone. */
  readonly settled: () => Promise<NodeJS.Signals | undefined>;
  /** Stops listening. */
  readonly release: () => void;
}

/** Ends a program, with all it started, when the signal is aborted, its time is up, or `begin` is called. */
export function createEnding(family: Family, { signal, timeoutMs, graceMs }: EndingOptions): Ending {
  let ending: Promise<NodeJS.Signals | undefined> | undefined;
  let isTimedOut = false;
  const begin = (): void => {
    ending ??= endFamily(family, graceMs);
  };
  const timeUp = (): void => {
    isTimedOut = ending === undefined;
    begin();
  };
  const timer =
    timeoutMs === undefined ? undefined : setTimeout(timeUp, Math.min(timeoutMs, LONGEST_TIMER_MS));
  signal.addEventListener('abort', begin, { once: true });
  if (signal.aborted) begin();
  return {
    begin,
    isTimedOut: () => isTimedOut,
    settled: async () => ending,
    release: () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', begin);
    },
  };
}
