import type { RunContext } from './run-context.ts';

const UNKNOWN_MS = 60_000;
/** Twice the usual time of a check of 50 ms is nothing to tell anybody. */
const LEAST_MS = 3000;

/**
 * Says that a check takes long: after twice its usual time, or a minute where none is known, and then each time that
 * has doubled. Returns what ends the watch.
 */
export function watchSlow(id: string, { timers, expectedMs, emit }: RunContext): () => void {
  const usualMs = expectedMs.get(id);
  const firstMs = usualMs === undefined ? UNKNOWN_MS : Math.max(2 * usualMs, LEAST_MS);
  const wait = (delayMs: number, forMs: number): (() => void) =>
    timers.start(
      delayMs,
      () => {
        emit({ type: 'check-slow', id, forMs });
        stop = wait(forMs, 2 * forMs);
      },
      { isBackground: true },
    );
  let stop = wait(firstMs, firstMs);
  return () => stop();
}
