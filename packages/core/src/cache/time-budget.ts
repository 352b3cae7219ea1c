import { messageOf } from '../errors/message-of.ts';

/** A bound on the time that is waited for something, one wait by one and all together. */
export interface TimeBudget {
  /** Ends the work, and rejects, when it takes too long or nothing is left. */
  readonly spend: <T>(signal: AbortSignal, work: (ended: AbortSignal) => Promise<T>) => Promise<T>;
}

/** Waits that overlap count once. */
export function createTimeBudget({
  timeoutMs,
  budgetMs,
}: {
  readonly timeoutMs: number;
  readonly budgetMs: number;
}): TimeBudget {
  let spentMs = 0;
  let waiting = 0;
  let since = 0;
  const now = (): number => performance.now();
  const leftMs = (): number => budgetMs - spentMs - (waiting > 0 ? now() - since : 0);
  const leave = (): void => {
    waiting -= 1;
    if (waiting === 0) spentMs += now() - since;
  };
  return {
    spend: async (signal, work) => {
      const left = leftMs();
      if (left <= 0) throw new Error(`it took ${budgetMs} ms in all, which is as long as it may`);
      if (waiting === 0) since = now();
      waiting += 1;
      const limitMs = Math.ceil(Math.min(timeoutMs, left));
      const late = new AbortController();
      const timer = setTimeout(() => late.abort(), limitMs);
      try {
        return await work(AbortSignal.any([signal, late.signal]));
      } catch (error) {
        if (late.signal.aborted) throw new Error(`it did not answer within ${limitMs} ms`, { cause: error });
        throw reasonOf(error);
      } finally {
        clearTimeout(timer);
        leave();
      }
    },
  };
}

/** `fetch failed` says nothing; what failed is its cause. */
function reasonOf(error: unknown): unknown {
  if (!(error instanceof TypeError)) return error;
  const { cause } = error;
  const why = typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : messageOf(cause);
  return new Error(`it cannot be reached (${String(why)})`, { cause: error });
}
