import type { Triage } from '../../model/triage.ts';
import type { TestResults } from './read-results.ts';

/**
 * Holds the answer for a log against test results beside it. They only speak against: a test that failed for a reason in
 * the code fails again, whatever the log says. A test that names a cause outside proves nothing, for it says what it likes.
 */
export function judgeWithResults(triage: Triage, results: readonly TestResults[]): Triage {
  const isContradicted = results.some(({ failed, outside }) => failed > outside);
  if (triage.verdict !== 'transient' || !isContradicted) return triage;
  return { verdict: 'persistent', category: 'test', confidence: 0.9, evidence: [] };
}
