import type { Finding } from '@sluice/core';
import type { Declared } from '../dependencies/declared.ts';
import { joinSeverity } from '../osv/join-severity.ts';
import type { OsvRecord } from '../osv/osv-record.ts';

/** Adds to pip-audit's findings what it does not know: severity and weakness by the advisories, and the line of the file. */
export function describeVulnerabilities(
  findings: readonly Finding[],
  records: Iterable<OsvRecord>,
  declared: Declared,
): readonly Finding[] {
  const all = [...records];
  return findings.map((finding) => {
    const id = finding.ruleId.slice(finding.ruleId.indexOf('/') + 1);
    const { severity, from, cwe } = joinSeverity([id, ...(finding.aliases ?? [])], all);
    const place = declared.requirements.find(({ name }) => name === finding.package?.name);
    return {
      ...finding,
      severity,
      raw: from,
      steps: [...(finding.steps ?? []), `advisory: unknown to ${severity}, ${from}`],
      ...(cwe.length === 0 ? {} : { cwe }),
      location:
        place === undefined ? { path: declared.files[0] ?? '' } : { path: place.file, line: place.line },
    };
  });
}
