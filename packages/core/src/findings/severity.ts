import { compareText } from '../model/compare-text.ts';
import { SEVERITIES, type Finding, type Severity } from '../model/finding.ts';

const RANKS: ReadonlyMap<string, number> = new Map(SEVERITIES.map((severity, rank) => [severity, rank]));

/** The place of a severity, 0 the most severe. One that is not known ranks first: it must not hide behind a typo. */
export function severityRank(severity: Severity): number {
  return RANKS.get(severity) ?? -1;
}

/** The canonical order of findings: most severe first, then by place, rule and words. */
export function compareFindings(a: Finding, b: Finding): number {
  return (
    severityRank(a.severity) - severityRank(b.severity) ||
    compareText(a.location?.path ?? '', b.location?.path ?? '') ||
    (a.location?.line ?? 0) - (b.location?.line ?? 0) ||
    (a.location?.column ?? 0) - (b.location?.column ?? 0) ||
    compareText(a.ruleId, b.ruleId) ||
    compareText(a.message, b.message) ||
    compareText(a.fingerprint ?? '', b.fingerprint ?? '')
  );
}
