import type { Finding } from '../model/finding.ts';
import { mergeGroup } from '../model/merge-group.ts';
import { dropRepeats } from './dedupe.ts';
import { fingerprintAll } from './fingerprint.ts';
import { groupProblems } from './group-problems.ts';
import { compareFindings } from './severity.ts';

/**
 * The findings of several tools as one list in which each problem is there once. What reported it is in `mergedFrom`;
 * places, names of the advisory and fixed versions are united; the severity is the worst that any tool gives. Takes
 * findings as checks return them, or finished ones; merging twice changes nothing, and neither does the order.
 */
export function mergeFindings(findings: readonly Finding[]): readonly Finding[] {
  const isFinished = findings.every(({ fingerprint }) => fingerprint !== undefined);
  const known = isFinished ? findings : fingerprintAll(dropRepeats(findings));
  const keys = groupProblems(known);
  const groups = new Map<string, Finding[]>();
  for (const [index, finding] of known.entries()) {
    const key = keys[index] ?? '';
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [finding]);
    else group.push(finding);
  }
  return [...groups.values()].map(mergeGroup).sort(compareFindings);
}
