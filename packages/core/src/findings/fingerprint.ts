import { hash } from 'node:crypto';
import { advisoryIds } from '../model/advisory-ids.ts';
import { compareText } from '../model/compare-text.ts';
import type { Finding } from '../model/finding.ts';
import { packageKey } from '../model/package-key.ts';
import { identityOf } from './dedupe.ts';
import { groupIndices } from './group-indices.ts';

/**
 * Gives each finding a fingerprint that survives moved and reformatted lines: sha256 over what it is about, with its
 * place among those that are equal in that, so that two identical lines in one file stay two findings. A plugin's own
 * fingerprint is never taken: a waiver must mean what the engine says it means.
 */
export function fingerprintAll(findings: readonly Finding[]): readonly Finding[] {
  const marked: Finding[] = Array.from({ length: findings.length });
  for (const [subject, indices] of groupIndices(findings.map(subjectOf))) {
    const finding = (index: number): Finding => findings[index] as Finding;
    if (indices.length > 1) indices.sort((a, b) => compareOccurrences(finding(a), finding(b)));
    for (const [occurrence, index] of indices.entries())
      marked[index] = { ...finding(index), fingerprint: occurrenceFingerprint(subject, occurrence) };
  }
  return marked;
}

/** The fingerprint of the n-th finding of a subject, from 0. */
export function occurrenceFingerprint(subject: string, occurrence: number): string {
  return hash('sha256', `${subject}\n${occurrence}`);
}

/** Of a text, 24 hex digits: for what is compared within one repository. */
export function shortHash(text: string): string {
  return hash('sha256', text).slice(0, 24);
}

/** What a finding is about, without the lines it stands on: as text, equal for what is to be counted together. */
export function subjectOf(finding: Finding): string {
  const { ruleId, kind, location, scope = '', package: found } = finding;
  const path = normalPath(location?.path ?? '');
  switch (kind) {
    // Whatever names it and wherever it is declared: one advisory in one version of a package.
    case 'dependency':
      if (found === undefined) break;
      return JSON.stringify(['dependency', packageKey(found), found.version, advisoryIds(finding)[0] ?? '']);
    case 'license':
      return JSON.stringify([
        'license',
        ruleId,
        found === undefined ? path : packageKey(found),
        textOf(finding),
      ]);
    default:
  }
  return JSON.stringify([
    ruleId,
    path,
    scope,
    textOf(finding),
    // A version is no line number: without it, two versions of one package would be one finding.
    found === undefined ? '' : `${found.name}@${found.version}`,
  ]);
}

/** The code a finding is about without its spaces, so that a formatter changes nothing; else its message, blanked. */
export function textOf({ region, message }: Finding): string {
  const text =
    region === undefined || region.trim() === ''
      ? message.replace(/"[^"]*"|'[^']*'/gu, '""').replace(/\d+/gu, '')
      : region;
  return text.normalize('NFC').replace(/\s+/g, '');
}

/** With forward slashes and without a leading `./`. */
export function normalPath(path: string): string {
  const slashed = path.includes('\\') ? path.replaceAll('\\', '/') : path;
  return slashed.startsWith('./') ? slashed.slice(2) : slashed;
}

// By place first: lines inserted above move all of a group alike, so each keeps its number.
function compareOccurrences(a: Finding, b: Finding): number {
  return (
    (a.location?.line ?? 0) - (b.location?.line ?? 0) ||
    (a.location?.column ?? 0) - (b.location?.column ?? 0) ||
    compareText(identityOf(a), identityOf(b))
  );
}
