import type { Finding } from '@sluice/core';

const BANDS = ['critical', 'high', 'medium', 'low', 'info', 'unknown'] as const;

/** How many findings of each severity, for the line of a check: `2 high, 1 low (+3 suppressed)`. */
export function countWords(findings: readonly Finding[]): string {
  const active = findings.filter(({ suppression }) => suppression === undefined);
  const counts = BANDS.flatMap((band) => {
    const count = active.filter(({ severity }) => severity === band).length;
    return count === 0 ? [] : [`${count} ${band}`];
  });
  const suppressed = findings.length - active.length;
  const more = suppressed === 0 ? '' : ` (+${suppressed} suppressed)`;
  return `${counts.length === 0 ? 'nothing found' : counts.join(', ')}${more}`;
}
