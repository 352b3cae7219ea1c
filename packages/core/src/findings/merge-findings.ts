import type { Finding } from '../model/finding.ts';
import { mergeGroup } from '../model/merge-group.ts';
import { dropRepeats } from './dedupe.ts';
import { fingerprintAll } from './fingerprint.ts';
import { groupIndices } from './group-indices.ts';
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
  return mergeAll(known, keys);
}

/** The same for findings of one run that `markProblems` has gone through: what is one problem is known already. */
export function mergeMarked(findings: readonly Finding[]): readonly Finding[] {
  const keys = findings.map(({ problem, kind, fingerprint }) => {
    if (problem !== undefined) return problem;
    return kind === 'code' && fingerprint !== undefined ? fingerprint : `${kind}\n${fingerprint}`;
  });
  return mergeAll(findings, keys);
}

function mergeAll(findings: readonly Finding[], keys: readonly string[]): readonly Finding[] {
  const one = (index: number): Finding => findings[index] as Finding;
  return [...groupIndices(keys).values()]
    .map((indices) => (indices.length === 1 ? one(indices[0] as number) : mergeGroup(indices.map(one))))
    .sort(compareFindings);
}
