import { cleanLine } from './clean-line.ts';
import { collectHits } from './collect-hits.ts';
import type { FailureRule } from './failure-rule.ts';

/**
 * Whether what a failed test says names a cause outside of the code, and nothing that it found itself. That a test says
 * so proves nothing: it can say what it likes. That it does not say so is told.
 */
export function namesOutsideCause(text: string, rules: readonly FailureRule[]): boolean {
  const collector = collectHits(rules);
  for (const [index, line] of text.split('\n').entries())
    collector.push(cleanLine(line.trimStart(), index + 1));
  const { transient, persistent } = collector.hits();
  const isNamed = transient.some(({ rule }) => rule.weight !== 'supporting' && rule.where === 'line');
  return isNamed && persistent.every(({ rule }) => rule.mayFollow === true || rule.weight === 'summary');
}
