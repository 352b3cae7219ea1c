import type { RunReport } from '../../model/report.ts';
import { countOf } from '../count-of.ts';
import { oneLine } from '../escape.ts';
import { reasonsOf } from '../reasons.ts';

/** The verdict as the page says it. */
export interface VerdictWords {
  readonly word: string;
  /** What to add: `4 reasons`. */
  readonly rest: string;
  readonly tone: 'pass' | 'warn' | 'block';
}

/** The same words as on the console; whatever is not known is no pass. */
export function verdictWords(report: RunReport): VerdictWords {
  const { end, signal, verdict } = report;
  if (end === 'problems')
    return {
      word: 'NOT STARTED',
      rest: `${countOf(report.problems.length, 'problem')}, no check was run`,
      tone: 'block',
    };
  if (end === 'crashed') return { word: 'CRASHED', rest: 'nothing counts as passed', tone: 'block' };
  if (end === 'cancelled')
    return { word: 'CANCELLED', rest: signal === undefined ? '' : `by ${oneLine(signal)}`, tone: 'block' };
  if (verdict.level === 'pass') return { word: 'PASS', rest: '', tone: 'pass' };
  if (verdict.level === 'warn')
    return {
      word: 'PASS',
      rest: `with ${countOf(reasonsOf(report, 'warn').length, 'warning')}`,
      tone: 'warn',
    };
  const reasons = countOf(reasonsOf(report, 'block').length, 'reason');
  return verdict.enforcedFrom === undefined
    ? { word: 'BLOCK', rest: reasons, tone: 'block' }
    : {
        word: 'WOULD BLOCK',
        rest: `enforced from ${oneLine(verdict.enforcedFrom)} · ${reasons}`,
        tone: 'warn',
      };
}
