import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AlertRules, AlertState, Evaluation } from '../../src/alert/alert-state.ts';
import { nextAlert } from '../../src/alert/next-alert.ts';
import { random, simulate } from './simulation.ts';

const HOUR_MS = 60 * 60 * 1000;
const RULES: AlertRules = { threshold: 0.85, mode: 'confidence' };
const OK: AlertState = { state: 'ok', sinceMs: 0, lastMs: 0 };

function at(hours: number, success: number, decided: number, more: Partial<Evaluation> = {}): Evaluation {
  return { atMs: hours * HOUR_MS, success, decided, stuckMs: 0, isTenPassed: false, ...more };
}

function states(rules: AlertRules, ...evaluations: readonly Evaluation[]): readonly string[] {
  let state = OK;
  return evaluations.map((evaluation) => {
    state = nextAlert(state, evaluation, rules);
    return state.state;
  });
}

describe('the alert', () => {
  it('opens at the second unwell evaluation that is 6 hours after the first', () => {
    expect(states(RULES, at(1, 12, 20), at(2, 12, 20), at(7, 12, 20))).toEqual(['watch', 'watch', 'alert']);
  });

  it('goes back from watching when the second is not', () => {
    expect(states(RULES, at(1, 12, 20), at(8, 17, 20), at(15, 12, 20))).toEqual(['watch', 'ok', 'watch']);
  });

  it.each([
    [10, 3],
    [20, 6],
    [50, 11],
    [100, 20],
  ])('needs as many failures among %i runs as the table has: %i', (decided, failures) => {
    expect(states(RULES, at(1, decided - failures, decided))).toEqual(['watch']);
    expect(states(RULES, at(1, decided - failures + 1, decided))).toEqual(['ok']);
  });

  it('closes at the second well evaluation, and not for a rate just above the threshold', () => {
    const open = [at(1, 12, 20), at(7, 12, 20)];
    expect(states(RULES, ...open, at(13, 26, 30), at(19, 28, 30), at(20, 28, 30), at(26, 29, 30))).toEqual([
      'watch',
      'alert',
      'alert',
      'recovering',
      'recovering',
      'ok',
    ]);
  });

  it('opens at once for a default branch that has been red for a day, and stays while it is', () => {
    const red = { stuckMs: 24 * HOUR_MS };
    expect(states(RULES, at(1, 9, 12, red), at(30, 30, 30, { ...red, isTenPassed: true }))).toEqual([
      'alert',
      'alert',
    ]);
    expect(states(RULES, at(1, 30, 30, { stuckMs: 23 * HOUR_MS }))).toEqual(['ok']);
  });

  it('closes for ten passes in a row where runs are few, and never on silence', () => {
    const open = [at(1, 4, 10), at(7, 4, 10)];
    expect(states(RULES, ...open, at(13, 11, 15, { isTenPassed: true })).at(-1)).toBe('ok');
    expect(states(RULES, ...open, at(200, 0, 0), at(400, 7, 7)).at(-1)).toBe('alert');
  });

  it('does not open from nothing', () => {
    expect(states(RULES, at(1, 0, 0), at(7, 0, 7), at(13, 0, 7))).toEqual(['ok', 'ok', 'ok']);
  });

  it('is the bare threshold by option, at once in both directions', () => {
    const rules = { ...RULES, mode: 'threshold' } as const;
    expect(states(rules, at(1, 16, 20), at(2, 17, 20), at(3, 6, 7))).toEqual(['alert', 'ok', 'ok']);
  });

  it('is the same when an evaluation comes twice or late', () => {
    const evaluations = fc.array(
      fc.record({
        hours: fc.integer({ min: 1, max: 100 }),
        success: fc.nat(30),
        failure: fc.nat(30),
        isTenPassed: fc.boolean(),
      }),
    );
    fc.assert(
      fc.property(evaluations, (list) => {
        let state = OK;
        for (const { hours, success, failure, isTenPassed } of list) {
          const evaluation = at(hours, success, success + failure, { isTenPassed });
          state = nextAlert(state, evaluation, RULES);
          expect(nextAlert(state, evaluation, RULES)).toEqual(state);
          expect(nextAlert(state, { ...evaluation, atMs: 0 }, RULES)).toBe(state);
        }
      }),
    );
  });

  it('opens at most 1.5 times a year by mistake, at 6 runs a day of which 90 % pass', () => {
    const years = 300;
    const { opened } = simulate(years * 365, { perDay: 6, rate: () => 0.9, next: random(1), rules: RULES });
    expect(opened.length / years).toBeLessThanOrEqual(1.5);
    expect(opened.length).toBeGreaterThan(0);
  });

  it('misses at most 2 of 120 drops to 70 % that last two weeks', () => {
    const next = random(2);
    const missed = Array.from({ length: 120 }).filter(() => {
      const rate = (day: number): number => (day >= 28 && day < 42 ? 0.7 : 0.95);
      const { opened } = simulate(43, { perDay: 6, rate, next, rules: RULES });
      return !opened.some((day) => day >= 28);
    });
    expect(missed.length).toBeLessThanOrEqual(2);
  });
});
