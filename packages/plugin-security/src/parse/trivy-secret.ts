import type { Finding } from '@sluice/core';
import { textOf, type JsonObject } from './json-value.ts';
import { plainId, plainText } from './plain-text.ts';
import { locationOf } from './report-location.ts';
import { trivySeverity } from './trivy-severity.ts';
import type { TrivyTarget } from './trivy-target.ts';

/** A secret: rule, title and place. `Match` and `Code` stay out; masked, they still tell how long it is. */
export function trivySecret(record: JsonObject, target: TrivyTarget): Finding {
  const { severity, ...raw } = trivySeverity(record['Severity']);
  // Unknown would count below every other, and a secret is none the less one.
  const graded = { ...raw, severity: severity === 'unknown' ? ('high' as const) : severity };
  const rule = plainId(textOf(record['RuleID']));
  return {
    ruleId: `trivy/${rule}`,
    tool: 'trivy',
    kind: 'secret',
    ...graded,
    message: plainText(textOf(record['Title']) ?? textOf(record['Category']) ?? rule) || rule,
    ...(target.path === undefined
      ? {}
      : {
          location: locationOf(target.path, {
            line: record['StartLine'],
            endLine: record['EndLine'],
            column: undefined,
            endColumn: undefined,
          }),
        }),
    region: rule,
  };
}
