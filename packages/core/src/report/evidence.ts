import type { Finding, Location } from '../model/finding.ts';
import { SEVERITIES } from '../model/finding.ts';
import { oneLine } from './escape.ts';

/** One place to look at: where, and what is there. */
export interface Evidence {
  /** `src/app.py:12`, a package, or nothing. */
  readonly where: string;
  readonly what: string;
  readonly location?: Location;
}

/** New findings first, then the gravest, each with its place. */
export function evidenceOf(
  findings: readonly Finding[],
  most: number,
): { readonly evidence: readonly Evidence[]; readonly more: number } {
  const ranked = findings.toSorted(
    (a, b) => Number(b.state === 'new') - Number(a.state === 'new') || rank(a) - rank(b),
  );
  const evidence = ranked.slice(0, most).map((finding) => ({
    where: placeOf(finding),
    what: whatOf(finding),
    ...(finding.location === undefined ? {} : { location: finding.location }),
  }));
  return { evidence, more: Math.max(0, findings.length - most) };
}

const rank = (finding: Finding): number => SEVERITIES.indexOf(finding.severity);

/** `src/app.py:12`, or the package a finding speaks of. */
export function placeOf({ location, package: about }: Finding): string {
  if (location !== undefined)
    return oneLine(location.line === undefined ? location.path : `${location.path}:${location.line}`);
  return about === undefined ? '' : oneLine(`${about.name} ${about.version}`);
}

/** The rule, the name of a test, the message, and a fixed version where one is known. */
function whatOf(finding: Finding): string {
  const message = oneLine(finding.message);
  // The message of a formatter is the same sentence for every file; its place says all.
  if (finding.kind === 'format' && finding.location !== undefined) return '';
  const fixed = finding.package?.fixedVersions.at(-1);
  const parts = [nameOf(finding), message, fixed === undefined ? '' : `(fixed in ${oneLine(fixed)})`];
  return parts.filter((part) => part !== '' && part !== undefined).join(' ');
}

/** What a finding is called: a test by its own name, anything else by severity where it is grave, and its rule. */
function nameOf(finding: Finding): string {
  const message = oneLine(finding.message);
  if (finding.kind === 'test') {
    const name = oneLine(finding.region ?? '')
      .split('::')
      .slice(1)
      .join('::');
    return name === '' || message.startsWith(name) ? '' : `${name}:`;
  }
  const rule = oneLine(finding.ruleId);
  const isGrave = finding.severity === 'critical' || finding.severity === 'high';
  const severity = isGrave ? `${finding.severity.toUpperCase()} ` : '';
  return `${severity}${rule.slice(rule.indexOf('/') + 1)}`;
}
