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
  const groups = Map.groupBy(known.keys(), (index) => keys[index]);
  return [...groups.values()]
    .map((indices) => mergeGroup(indices.map((index) => known[index] as Finding)))
    .sort(compareFindings);
}

/** The same for findings of one run that `markProblems` has gone through: what is one problem is known already. */
export function mergeMarked(findings: readonly Finding[]): readonly Finding[] {
  const groups = Map.groupBy(
    findings,
    ({ problem, kind, fingerprint }) => problem ?? `${kind}\n${fingerprint}`,
  );
  return [...groups.values()].map(mergeGroup).sort(compareFindings);
}
