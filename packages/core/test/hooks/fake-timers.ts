import type { Timers } from '../../src/hooks/timers.ts';

/** A clock that a test moves by hand. `pending` shows what would still hold the process open. */
export function fakeTimers(): Timers & {
  readonly advance: (ms: number) => void;
  readonly pending: () => number;
} {
  let now = 0;
  let next = 0;
  const waiting = new Map<number, { readonly at: number; readonly callback: () => void }>();
  return {
    set: (callback, afterMs) => {
      next += 1;
      waiting.set(next, { at: now + afterMs, callback });
      return next;
    },
    clear: (timer) => void waiting.delete(timer as number),
    pending: () => waiting.size,
    advance: (ms) => {
      const end = now + ms;
      for (;;) {
        const due = [...waiting].filter(([, { at }]) => at <= end).toSorted(([, a], [, b]) => a.at - b.at)[0];
        if (due === undefined) break;
        now = due[1].at;
        waiting.delete(due[0]);
        due[1].callback();
      }
      now = end;
    },
  };
}
