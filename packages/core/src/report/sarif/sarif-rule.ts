import { SEVERITIES, type Finding, type Severity } from '../../model/finding.ts';
import { oneLine } from '../escape.ts';
import { SARIF_LIMITS } from './sarif-limits.ts';

/** A rule in SARIF. */
export interface SarifRule {
  readonly id: string;
  readonly name: string;
  readonly shortDescription: { readonly text: string };
  readonly fullDescription: { readonly text: string };
  readonly help: { readonly text: string };
  readonly helpUri?: string;
  readonly defaultConfiguration: { readonly level: SarifLevel };
  readonly properties: { readonly tags: readonly string[]; readonly 'security-severity'?: string };
}

export type SarifLevel = 'error' | 'warning' | 'note';

const LEVELS: Readonly<Record<Severity, SarifLevel>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
  info: 'note',
  unknown: 'warning',
};

/** The middle of the band that GitHub shows as this severity. */
const SCORES: Partial<Record<Severity, string>> = {
  critical: '9.5',
  high: '8.0',
  medium: '5.5',
  low: '2.0',
  info: '0.0',
};

const SECURITY_KINDS: readonly string[] = ['dependency', 'secret', 'misconfig', 'license', 'eol'];

export const levelOf = (severity: Severity): SarifLevel => LEVELS[severity] ?? 'error';

/** A rule's id within its tool's run: `B602` of `bandit/B602`. */
export function sarifRuleId({ ruleId, tool }: Pick<Finding, 'ruleId' | 'tool'>): string {
  const own = ruleId.startsWith(`${tool}/`) ? ruleId.slice(tool.length + 1) : ruleId;
  return capped(own, SARIF_LIMITS.nameCharacters) || 'unknown';
}

/**
 * The rule of these findings, which share it. GitHub reads a severity from the rule alone, so it is the worst that one
 * of them has; and it takes a rule with a score for one of security, so that a linter's has none.
 */
export function sarifRule(findings: readonly Finding[]): SarifRule {
  const [first] = findings;
  if (first === undefined) throw new RangeError('a rule has at least one finding');
  const severities = findings.map(({ severity }) => severity);
  const severity =
    severities.toSorted((a, b) => SEVERITIES.indexOf(a) - SEVERITIES.indexOf(b))[0] ?? 'unknown';
  const id = sarifRuleId(first);
  const isSecurity = findings.some(({ kind, cwe = [] }) => SECURITY_KINDS.includes(kind) || cwe.length > 0);
  const score = isSecurity ? SCORES[severity] : undefined;
  const text = first.kind === 'dependency' ? `${id} in ${first.package?.name ?? 'a package'}` : first.message;
  const helpUri = findings.find(({ helpUrl }) => isWebAddress(helpUrl))?.helpUrl;
  return {
    id,
    name: id,
    shortDescription: { text: textOf(text, id) },
    fullDescription: { text: textOf(first.message, id) },
    help: { text: textOf(helpUri === undefined ? first.message : `${first.message} ${helpUri}`, id) },
    ...(helpUri === undefined ? {} : { helpUri }),
    defaultConfiguration: { level: levelOf(severity) },
    properties: {
      tags: tagsOf(findings, isSecurity),
      ...(score === undefined ? {} : { 'security-severity': score }),
    },
  };
}

function tagsOf(findings: readonly Finding[], isSecurity: boolean): readonly string[] {
  const weaknesses = findings
    .flatMap(({ cwe = [] }) => cwe)
    .flatMap((one) => /(\d+)$/u.exec(one)?.[1] ?? [])
    .map((number) => `external/cwe/cwe-${number.padStart(3, '0')}`);
  const kinds = findings.map(({ kind }) => kind as string);
  const all = new Set([...(isSecurity ? ['security'] : []), ...kinds.toSorted(), ...weaknesses.toSorted()]);
  return [...all].slice(0, SARIF_LIMITS.tagsPerRule);
}

/** Text on one line and within what GitHub takes; never empty. */
export function textOf(text: string, instead: string): string {
  return capped(oneLine(text), SARIF_LIMITS.textCharacters) || instead;
}

function capped(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1).toWellFormed()}…`;
}

function isWebAddress(address: string | undefined): boolean {
  return address !== undefined && /^https?:\/\//iu.test(address) && URL.canParse(address);
}
