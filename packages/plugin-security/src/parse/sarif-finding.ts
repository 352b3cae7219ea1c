import type { Finding, FindingKind, SarifResult } from '@sluice/core';
import { blankLiterals } from './blank-literals.ts';
import { plainName, plainText } from './plain-text.ts';
import { purlOf } from './purl.ts';
import type { ReadOptions } from './scan-report.ts';

/** Tools whose results are secrets, by the name of their driver. */
const SECRET_TOOLS = new Set([
  'gitleaks',
  'betterleaks',
  'trufflehog',
  'ggshield',
  'detect-secrets',
  'talisman',
]);

/** Trivy's rules by name: its SARIF says in no other place what a result is about. */
const TRIVY_KINDS = new Map<string, FindingKind>([
  ['OsPackageVulnerability', 'dependency'],
  ['LanguageSpecificPackageVulnerability', 'dependency'],
  ['Misconfiguration', 'misconfig'],
  ['Secret', 'secret'],
  ['License', 'license'],
]);

/** Rules about a password in the source, whose message and snippet hold it. */
const PASSWORD_CWE = new Set(['CWE-259', 'CWE-321', 'CWE-547', 'CWE-798']);
const PASSWORD_RULE = /\/B10[567]$/u;

/** A result of a SARIF log as a finding of its kind, without the secret that its snippet may hold. */
export function sarifFinding(result: SarifResult, options: ReadOptions): Finding {
  const { region, ...input } = result.finding;
  const kind = kindOf(result);
  const base = {
    ...input,
    tool: input.tool ?? 'sarif',
    kind,
    severity: input.severity ?? 'unknown',
    ...(input.cwe === undefined ? {} : { cwe: input.cwe.slice(0, 20) }),
    ...(input.locations === undefined ? {} : { locations: input.locations.slice(0, 1000) }),
  };
  if (kind === 'secret') {
    if (region !== undefined && region.length <= 500) options.secret?.(region.trim());
    const rule = input.ruleId.slice(input.ruleId.indexOf('/') + 1);
    // Unknown, and none, would count below every other, and a secret is none the less one.
    const severity = base.severity === 'unknown' || base.severity === 'info' ? 'high' : base.severity;
    return { ...base, severity, message: `${rule} found a secret`, region: rule };
  }
  if (PASSWORD_RULE.test(input.ruleId) || (input.cwe ?? []).some((cwe) => PASSWORD_CWE.has(cwe))) {
    const message = plainText(blankLiterals(input.message.replace(/:\s*['"][^]*$/u, '')));
    return { ...base, message, ...regionOf(region === undefined ? undefined : blankLiterals(region)) };
  }
  const found = kind === 'dependency' ? packageOf(input.message) : undefined;
  const message = kind === 'misconfig' ? trivyMessage(input.message) : input.message;
  return { ...base, message, ...(found === undefined ? {} : { package: found }), ...regionOf(region) };
}

function regionOf(region: string | undefined): { readonly region?: string } {
  const text = region === undefined ? '' : plainText(region, 2000);
  return text === '' ? {} : { region: text };
}

function kindOf({ finding, ruleName = '' }: SarifResult): FindingKind {
  if (SECRET_TOOLS.has(finding.tool ?? '')) return 'secret';
  return (finding.tool === 'trivy' ? TRIVY_KINDS.get(ruleName) : undefined) ?? 'code';
}

/** The sentence within Trivy's `Artifact: … Severity: … Message: Add HEALTHCHECK … Link: …`. */
function trivyMessage(message: string): string {
  return / Message: (.+?)(?: Link: |$)/u.exec(message)?.[1] ?? message;
}

/** Trivy's words: `Package: curl Installed Version: 7.61.0 Vulnerability CVE-… Severity: HIGH Fixed Version: 7.61.1`. */
function packageOf(message: string): Finding['package'] {
  const match = /^Package: (\S+) Installed Version: (\S+).*? Fixed Version: ?([^\s]*)/u.exec(message);
  if (match === null) return undefined;
  const [name, version] = [plainName(match[1] ?? ''), plainName(match[2] ?? '')];
  const fixed = plainName(match[3] ?? '').replace(/,$/u, '');
  return {
    purl: purlOf('generic', name, version),
    name,
    version,
    fixedVersions: /\d/u.test(fixed) && !fixed.startsWith('Link:') ? [fixed] : [],
  };
}
