import { canonicalJson } from '../model/canonical-json.ts';
import type { Finding } from '../model/finding.ts';

/**
 * Leaves out exact repeats: a tool that was given one file twice reports everything twice. Before fingerprints are
 * made, for a repeat is no second occurrence. Findings that differ in anything but what the engine itself adds stay.
 */
export function dropRepeats(findings: readonly Finding[]): readonly Finding[] {
  return [...new Map(findings.map((finding) => [identityOf(finding), finding])).values()];
}

/** What a finding says, without what the engine adds: equal for the same finding before and after finishing. */
export function identityOf(finding: Finding): string {
  const {
    fingerprint: _fingerprint,
    fingerprints: _fingerprints,
    state: _state,
    problem: _problem,
    mergedFrom: _mergedFrom,
    suppression,
    ...said
  } = finding;
  return canonicalJson(
    suppression !== undefined && suppression.kind !== 'waiver' ? { ...said, suppression } : said,
  );
}
