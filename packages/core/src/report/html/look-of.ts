import type { CheckResult } from '../../model/result.ts';
import { markOf, type Mark } from '../result-text.ts';

/** How loud a result is drawn: the same five ways in the chart, in the list and in its words. */
export type Look = 'good' | 'bad' | 'warn' | 'info' | 'none';

const LOOKS: Readonly<Record<Mark, Look>> = { '✓': 'good', '✗': 'bad', '!': 'warn', i: 'info', '·': 'none' };

/** A pass after a retry is no plain pass. */
export function lookOf(result: CheckResult): Look {
  const look = LOOKS[markOf(result)];
  return look === 'good' && result.flaky === true ? 'warn' : look;
}
