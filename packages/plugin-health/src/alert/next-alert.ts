import { LEAST_DECIDED } from '../figures/health-status.ts';
import { wilsonInterval } from '../statistics/wilson-interval.ts';
import type { AlertName, AlertRules, AlertState, Evaluation } from './alert-state.ts';

const HOUR_MS = 60 * 60 * 1000;

/** Two evaluations over the same runs are one. */
const APART_MS = 6 * HOUR_MS;
/** A default branch that has been red for so long does not wait for statistics. */
const STUCK_MS = 24 * HOUR_MS;
/** The two-sided 80 % point of the normal distribution. */
const Z80 = 1.2815515655446004;
/** How far above the threshold the rate has to come, and how far below it the interval may reach, to be well again. */
const ABOVE = 0.03;
const BELOW = 0.05;
/** With more runs their rate says enough. */
const FEW = 20;

/**
 * The state after an evaluation. Pure, and the same evaluation twice changes nothing.
 *
 * The upper end of an 80 % interval below the threshold, twice and 6 hours apart, opens; a rate of 3 points more, whose
 * interval is above 5 points less, twice, closes. Simulated over years of 6 runs a day at a true rate of 90 % that is one
 * false alert a year, where the bare threshold gives 15; of drops to 70 % it misses one in a hundred. With fewer than 8
 * decided runs nothing changes: silence closes nothing.
 */
export function nextAlert(before: AlertState, evaluation: Evaluation, rules: AlertRules): AlertState {
  if (evaluation.atMs <= before.lastMs) return before;
  const next =
    rules.mode === 'threshold'
      ? byThreshold(before, evaluation, rules)
      : byConfidence(before, evaluation, rules);
  return next === before.state
    ? { ...before, lastMs: evaluation.atMs }
    : { state: next, sinceMs: evaluation.atMs, lastMs: evaluation.atMs };
}

function byThreshold({ state }: AlertState, evaluation: Evaluation, { threshold }: AlertRules): AlertName {
  const { success, decided } = evaluation;
  if (decided < LEAST_DECIDED) return state;
  return success / decided < threshold ? 'alert' : 'ok';
}

function byConfidence(before: AlertState, evaluation: Evaluation, rules: AlertRules): AlertName {
  const { state } = before;
  const isStuck = evaluation.stuckMs >= STUCK_MS;
  if (isStuck) return 'alert';
  const isOpen = state === 'alert' || state === 'recovering';
  if (isOpen && evaluation.isTenPassed && evaluation.decided < FEW) return 'ok';
  if (evaluation.decided < LEAST_DECIDED) return state;
  const isApart = evaluation.atMs - before.sinceMs >= APART_MS;
  if (!isOpen) {
    if (!isUnwell(evaluation, rules)) return 'ok';
    return state === 'watch' && isApart ? 'alert' : 'watch';
  }
  if (!isWell(evaluation, rules)) return 'alert';
  return state === 'recovering' && isApart ? 'ok' : 'recovering';
}

function isUnwell({ success, decided }: Evaluation, { threshold }: AlertRules): boolean {
  const [, high] = wilsonInterval(success, decided, Z80) ?? [0, 1];
  return high < threshold;
}

function isWell({ success, decided }: Evaluation, { threshold }: AlertRules): boolean {
  const [low] = wilsonInterval(success, decided, Z80) ?? [0, 1];
  // A threshold near 1 must not ask for more than every run.
  return success / decided >= Math.min(1, threshold + ABOVE) && low >= threshold - BELOW;
}
