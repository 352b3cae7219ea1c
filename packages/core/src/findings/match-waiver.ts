import picomatch from 'picomatch';
import type { Finding } from '../model/finding.ts';
import { compileGlob } from '../model/id-pattern.ts';
import type { Waiver } from '../model/policy.ts';

/**
 * A waiver as a test over findings, compiled once. Waivers of a check or of a limit name no finding and match none:
 * the gate reads those itself.
 */
export function compileWaiver(waiver: Waiver): (finding: Finding) => boolean {
  if (waiver.fingerprint !== undefined) return ({ fingerprint }) => fingerprint === waiver.fingerprint;
  // Exact, never a glob: a parametrised test has brackets and stars in its own name.
  if (waiver.test !== undefined) return ({ kind, region }) => kind === 'test' && region === waiver.test;
  if (waiver.vulnerability !== undefined)
    return vulnerabilityTest(waiver.vulnerability, waiver.package ?? '');
  if (waiver.rule !== undefined && waiver.path !== undefined) return placeTest(waiver.rule, waiver.path);
  return () => false;
}

function placeTest(rule: string, path: string): (finding: Finding) => boolean {
  const isRule = compileGlob(rule);
  const isPath = picomatch(path.replace(/^\.\//u, ''), { dot: true });
  return ({ ruleId, location }) =>
    location !== undefined && isRule(ruleId) && (location.path === path || isPath(location.path));
}

/** An advisory has many names, and Python's packages many spellings of one. */
function vulnerabilityTest(vulnerability: string, name: string): (finding: Finding) => boolean {
  const wanted = vulnerability.toUpperCase();
  return ({ ruleId, aliases = [], package: found }) => {
    if (found === undefined || normalName(found.name) !== normalName(name)) return false;
    const names = [ruleId, ruleId.slice(ruleId.indexOf('/') + 1), ...aliases];
    return names.some((known) => known.toUpperCase() === wanted);
  };
}

function normalName(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/gu, '-');
}
