import { createHash } from 'node:crypto';
import { canonicalJson } from '../model/canonical-json.ts';
import { compareText } from '../model/compare-text.ts';
import type { Finding } from '../model/finding.ts';
import { identityOf } from './dedupe.ts';

/**
 * Gives each finding a fingerprint that survives moved lines: sha256 over rule, path and region, with its place among
 * those that are equal in all three, so that two identical lines in one file stay two findings. A plugin's own
 * fingerprint is never taken: a waiver must mean what the engine says it means.
 */
export function fingerprintAll(findings: readonly Finding[]): readonly Finding[] {
  const groups = Map.groupBy(findings, subjectOf);
  const fingerprints = new Map<Finding, string>();
  for (const [subject, group] of groups) {
    for (const [occurrence, finding] of [...group].sort(compareOccurrences).entries()) {
      fingerprints.set(finding, sha256(`${subject}\n${occurrence}`));
    }
  }
  return findings.map((finding) => ({ ...finding, fingerprint: fingerprints.get(finding) ?? '' }));
}

/** What a finding is about, without the lines it stands on. */
function subjectOf(finding: Finding): string {
  const { ruleId, location, region, message, package: found } = finding;
  const text = region === undefined || region.trim() === '' ? message.replace(/\d+/gu, '') : region;
  return canonicalJson([
    ruleId,
    normalPath(location?.path ?? ''),
    text.normalize('NFC').replace(/\s+/gu, ' ').trim(),
    // A version is no line number: without it, two versions of one package would be one finding.
    found === undefined ? '' : `${found.name}@${found.version}`,
  ]);
}

function normalPath(path: string): string {
  return path.replaceAll('\\', '/').replace(/^\.\//u, '');
}

// By place first: lines inserted above move all of a group alike, so each keeps its number.
function compareOccurrences(a: Finding, b: Finding): number {
  return (
    (a.location?.line ?? 0) - (b.location?.line ?? 0) ||
    (a.location?.column ?? 0) - (b.location?.column ?? 0) ||
    compareText(identityOf(a), identityOf(b))
  );
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
