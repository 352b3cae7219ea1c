import type { AlertRules, AlertState } from '../../src/alert/alert-state.ts';
import { nextAlert } from '../../src/alert/next-alert.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** A generator of its own seed: mulberry32. */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Knuth's method: enough for a few dozen runs a day. */
function poisson(mean: number, next: () => number): number {
  let [count, product] = [0, next()];
  for (const limit = Math.exp(-mean); product > limit; product *= next()) count += 1;
  return count;
}

export interface Simulated {
  /** Days on which an alert opened. */
  readonly opened: readonly number[];
}

/** Daily evaluations of a rolling week, with four fifths of the weekday load lost at weekends. */
export function simulate(
  days: number,
  {
    perDay,
    rate,
    next,
    rules,
  }: {
    readonly perDay: number;
    readonly rate: (day: number) => number;
    readonly next: () => number;
    readonly rules: AlertRules;
  },
): Simulated {
  const load: { readonly decided: number; readonly outcomes: readonly boolean[] }[] = [];
  const opened: number[] = [];
  let state: AlertState = { state: 'ok', sinceMs: 0, lastMs: 0 };
  for (let day = 0; day < days; day += 1) {
    const weight = day % 7 < 5 ? 1.32 : 0.2;
    const decided = poisson(perDay * weight, next);
    load.push({ decided, outcomes: Array.from({ length: decided }, () => next() < rate(day)) });
    if (load.length > 7) load.shift();
    const outcomes = load.flatMap((one) => one.outcomes);
    const before = state.state;
    state = nextAlert(
      state,
      {
        atMs: (day + 1) * DAY_MS,
        decided: outcomes.length,
        success: outcomes.filter(Boolean).length,
        stuckMs: 0,
        isTenPassed: outcomes.length >= 10 && outcomes.slice(-10).every(Boolean),
      },
      rules,
    );
    if (state.state === 'alert' && before !== 'alert' && before !== 'recovering') opened.push(day);
  }
  return { opened };
}
