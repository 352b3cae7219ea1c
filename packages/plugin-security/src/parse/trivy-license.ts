import type { Finding } from '@sluice/core';
import { textOf, type JsonObject } from './json-value.ts';
import { plainId, plainName, plainText } from './plain-text.ts';
import { trivySeverity } from './trivy-severity.ts';
import type { TrivyTarget } from './trivy-target.ts';

/** The licence of a package or of a file. */
export function trivyLicense(record: JsonObject, target: TrivyTarget): Finding {
  const license = plainId(textOf(record['Name']) ?? textOf(record['Text']));
  const name = textOf(record['PkgName']);
  const written = textOf(record['FilePath']);
  const path = written === undefined ? target.path : target.pathOf(written);
  const category = textOf(record['Category']);
  const subject = name === undefined ? (path ?? 'unknown') : plainName(name);
  return {
    ruleId: `trivy/license-${license.replace(/\s+/gu, '-')}`,
    tool: 'trivy',
    kind: 'license',
    ...trivySeverity(record['Severity']),
    message: plainText(
      `${subject} is licensed under ${license}${category === undefined ? '' : ` (${plainName(category)})`}`,
    ),
    ...(path === undefined ? {} : { location: { path } }),
    ...(name === undefined
      ? {}
      : { package: { purl: target.purlOf(name, ''), name: subject, version: '', fixedVersions: [] } }),
    region: `${license} ${subject}`,
  };
}
