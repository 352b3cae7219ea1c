import { canonicalJson } from '../model/canonical-json.ts';
import type { Finding } from '../model/finding.ts';

/**
 * Leaves out exact repeats: a tool that was given one file twice reports everything twice. Before fingerprints are
 * made, for a repeat is no second occurrence. Findings that differ in anything but what the engine itself adds stay.
 */
export function dropRepeats(findings: readonly Finding[]): readonly Finding[] {
  const seen = new Map<string, Finding>();
  const identities = new Map<string, Set<string>>();
  return findings.filter((finding) => {
    const place = placeOf(finding);
    const first = seen.get(place);
    if (first === undefined) {
      seen.set(place, finding);
      return true;
    }
    // Spelling out all that a finding says is dear: done only for those that agree in what is cheap.
    const known = identities.get(place) ?? new Set([identityOf(first)]);
    identities.set(place, known);
    const identity = identityOf(finding);
    if (known.has(identity)) return false;
    known.add(identity);
    return true;
  });
}

function placeOf({ ruleId, message, location, package: found }: Finding): string {
  return `${ruleId}\n${location?.path ?? ''}\n${location?.line ?? ''}\n${found?.purl ?? ''}\n${message}`;
}

/** What a finding says, without what the engine adds: equal for the same finding before and after finishing. */
export function identityOf(finding: Finding): string {
  const {
    fingerprint: _fingerprint,
    fingerprints: _fingerprints,
    state: _state,
    knownBy: _knownBy,
    problem: _problem,
    mergedFrom: _mergedFrom,
    suppression,
    ...said
  } = finding;
  return canonicalJson(
    suppression !== undefined && suppression.kind !== 'waiver' ? { ...said, suppression } : said,
  );
}
