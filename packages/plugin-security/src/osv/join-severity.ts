import type { Severity } from '@sluice/core';
import { cvssScore, type CvssScore } from './cvss.ts';
import type { OsvRecord } from './osv-record.ts';

/** A severity, and where it is from in words: `GHSA-462w-v97r-4m45 says HIGH`. */
export interface JoinedSeverity {
  readonly severity: Severity;
  readonly from: string;
  readonly cwe: readonly string[];
}

/** The words of the databases. GitHub says moderate where others say medium. */
const WORDS: Readonly<Record<string, Severity>> = {
  CRITICAL: 'critical',
  HIGH: 'high',
  MODERATE: 'medium',
  MEDIUM: 'medium',
  LOW: 'low',
};

const VERSIONS: readonly CvssScore['version'][] = ['4.0', '3.1', '3.0', '2.0'];

/**
 * The severity of a vulnerability, for pip-audit says none: GitHub's own word first, for people have looked at it; then
 * the newest CVSS of any record about the same vulnerability, the highest where several differ; then the word of another
 * database; else unknown.
 */
export function joinSeverity(ids: readonly string[], records: Iterable<OsvRecord>): JoinedSeverity {
  const about = recordsAbout(ids, records);
  const cwe = [...new Set(about.flatMap((record) => record.cwe))];
  const isGithubs = ({ id }: OsvRecord): boolean => id.startsWith('GHSA-');
  return {
    cwe,
    ...(wordOf(about.filter(isGithubs)) ??
      scoreOf(about) ??
      wordOf(about) ?? { severity: 'unknown', from: unknownWords(about) }),
  };
}

/** Records that share a name with the vulnerability, and those that share one with them. */
function recordsAbout(ids: readonly string[], records: Iterable<OsvRecord>): readonly OsvRecord[] {
  const known = new Set(ids);
  const all = [...records].toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const about = new Set<OsvRecord>();
  for (let size = -1; size !== about.size;) {
    size = about.size;
    for (const record of all) {
      const names = [record.id, ...record.aliases];
      if (about.has(record) || !names.some((name) => known.has(name))) continue;
      about.add(record);
      for (const name of names) known.add(name);
    }
  }
  return [...about];
}

type Found = Pick<JoinedSeverity, 'severity' | 'from'> | undefined;

function wordOf(records: readonly OsvRecord[]): Found {
  const words = records.flatMap(({ id, severity = '' }) =>
    Object.hasOwn(WORDS, severity) ? [{ id, word: severity, severity: WORDS[severity] ?? 'unknown' }] : [],
  );
  const [worst] = words.toSorted((a, b) => rank(a.severity) - rank(b.severity));
  return worst && { severity: worst.severity, from: `${worst.id} says ${worst.word}` };
}

function scoreOf(records: readonly OsvRecord[]): Found {
  const scores = records.flatMap(({ id, vectors }) =>
    vectors.flatMap((vector) => {
      const score = cvssScore(vector);
      return score === undefined ? [] : [{ id, ...score }];
    }),
  );
  for (const version of VERSIONS) {
    const [worst] = scores.filter((one) => one.version === version).toSorted((a, b) => b.score - a.score);
    if (worst === undefined) continue;
    return {
      severity: bandOf(worst),
      from: `CVSS ${version} ${worst.score.toFixed(1)} of ${worst.id}`,
    };
  }
  return undefined;
}

/** The bands of CVSS; version 2 knows no critical. */
function bandOf({ version, score }: CvssScore): Severity {
  if (score >= 9 && version !== '2.0') return 'critical';
  if (score >= 7) return 'high';
  if (score >= 4) return 'medium';
  return score > 0 ? 'low' : 'info';
}

function rank(severity: Severity): number {
  return ['critical', 'high', 'medium', 'low', 'info', 'unknown'].indexOf(severity);
}

function unknownWords(about: readonly OsvRecord[]): string {
  if (about.length === 0) return 'no record of it is at hand';
  const ids = about.map(({ id }) => id).join(', ');
  return `${ids} ${about.length === 1 ? 'says' : 'say'} none`;
}
