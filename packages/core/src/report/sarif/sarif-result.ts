import type { Finding } from '../../model/finding.ts';
import { sarifLocations, type SarifLocation } from './sarif-location.ts';
import { levelOf, sarifRuleId, textOf, type SarifLevel } from './sarif-rule.ts';

/** A finding in SARIF. */
export interface SarifResult {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: SarifLevel;
  readonly message: { readonly text: string };
  readonly locations: readonly SarifLocation[];
  readonly partialFingerprints: Readonly<Record<string, string>>;
  readonly baselineState?: 'new' | 'unchanged';
  readonly suppressions?: readonly {
    readonly kind: 'inSource' | 'external';
    readonly status: 'accepted';
    readonly justification: string;
  }[];
  readonly properties: Readonly<Record<string, unknown>>;
}

/**
 * A finding as a result. No snippet, ever: the line may be the secret. `folder` is that of the config within the
 * repository, whose root is what GitHub takes places from.
 */
export function sarifResult(
  finding: Finding,
  { ruleIndex, folder }: { readonly ruleIndex: number; readonly folder: string | undefined },
): SarifResult {
  const { severity, kind, state, suppression, fingerprint, fingerprints = {}, mergedFrom = [] } = finding;
  const lineHash = fingerprints['primaryLocationLineHash'];
  return {
    ruleId: sarifRuleId(finding),
    ruleIndex,
    level: levelOf(severity),
    message: { text: messageOf(finding) },
    locations: sarifLocations(finding, folder),
    partialFingerprints: {
      ...(fingerprint === undefined ? {} : { 'sluice/v1': fingerprint }),
      ...(lineHash === undefined ? {} : { primaryLocationLineHash: lineHash }),
    },
    ...(state === undefined ? {} : { baselineState: state === 'new' ? 'new' : 'unchanged' }),
    ...(suppression === undefined
      ? {}
      : {
          suppressions: [
            {
              kind: suppression.kind === 'in-source' ? 'inSource' : 'external',
              status: 'accepted',
              justification: textOf(suppression.reason, 'no reason given'),
            },
          ],
        }),
    properties: {
      kind,
      severity,
      ...(mergedFrom.length === 0 ? {} : { reportedBy: mergedFrom.map(({ ruleId }) => ruleId) }),
    },
  };
}

function messageOf({ message, package: found, ruleId }: Finding): string {
  if (found === undefined) return textOf(message, ruleId);
  const fixed = found.fixedVersions.length === 0 ? '' : `; fixed in ${found.fixedVersions.join(', ')}`;
  return textOf(`${found.name} ${found.version}: ${message}${fixed}`, ruleId);
}
