import type { Finding } from '@sluice/core';
import { fieldOf, textOf, type JsonObject } from './json-value.ts';
import { plainId, plainText } from './plain-text.ts';
import { locationOf } from './report-location.ts';
import { trivySeverity } from './trivy-severity.ts';
import type { TrivyTarget } from './trivy-target.ts';

/** A failed check of a configuration; undefined for one that passed. Its lines of code may hold values and stay out. */
export function trivyMisconfiguration(record: JsonObject, target: TrivyTarget): Finding | undefined {
  if (record['Status'] === 'PASS' || record['Status'] === 'EXCEPTION') return undefined;
  const id = misconfigurationId(textOf(record['ID']) ?? textOf(record['AVDID']) ?? 'unknown');
  const cause = record['CauseMetadata'];
  const resource = textOf(fieldOf(cause, 'Resource'));
  const helpUrl = textOf(record['PrimaryURL']);
  const message = textOf(record['Message']) ?? textOf(record['Title']) ?? id;
  return {
    ruleId: `trivy/${id}`,
    tool: 'trivy',
    kind: 'misconfig',
    ...trivySeverity(record['Severity']),
    message: plainText(message) || id,
    ...(target.path === undefined
      ? {}
      : {
          location: locationOf(target.path, {
            line: fieldOf(cause, 'StartLine'),
            endLine: fieldOf(cause, 'EndLine'),
            column: undefined,
            endColumn: undefined,
          }),
        }),
    ...(resource === undefined ? {} : { region: plainText(resource) }),
    ...(helpUrl === undefined ? {} : { helpUrl: plainText(helpUrl) }),
  };
}

/** One spelling for `DS002`, `AVD-DS-0002` and `DS-0002`, which are one check in three versions of Trivy. */
function misconfigurationId(written: string): string {
  const match = /^(?:AVD-)?([A-Z]+)-?0*(\d+)$/u.exec(written.trim().slice(0, 100));
  return match === null ? plainId(written) : `${match[1] ?? ''}-${(match[2] ?? '').padStart(4, '0')}`;
}
