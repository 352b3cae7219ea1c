import { advisoryIds, compareAdvisoryIds } from '../model/advisory-ids.ts';
import { canonicalJson } from '../model/canonical-json.ts';
import type { Finding } from '../model/finding.ts';
import { packageKey } from '../model/package-key.ts';
import { normalPath } from './fingerprint.ts';
import { secretClass } from './secret-class.ts';

/** Bandit's rules for a password in the code: what a secret scanner also finds, and names better. */
const HARDCODED_PASSWORD = /\/B10[567]$/u;

/**
 * What problem each finding is about, equal for findings that are one: an advisory under any of its names in one
 * version of a package; a secret of one class on one line, with Bandit's password rules on that line; anything else by
 * its fingerprint, given beforehand. Never by title or description, and never an advisory by its name alone.
 */
export function groupProblems(findings: readonly Finding[]): readonly string[] {
  const canonical = canonicalAdvisories(findings);
  const secrets = new Map<string, string>();
  for (const finding of findings) {
    if (finding.kind !== 'secret' || finding.location?.line === undefined) continue;
    const key = secretKey(finding);
    const place = placeKey(finding);
    const known = secrets.get(place);
    secrets.set(place, known === undefined || key < known ? key : known);
  }
  return findings.map((finding) => {
    if (finding.kind === 'dependency' && finding.package !== undefined) {
      return canonicalJson([
        'dependency',
        packageKey(finding.package),
        finding.package.version,
        canonical(finding),
      ]);
    }
    if (finding.kind === 'secret' && finding.location?.line !== undefined) return secretKey(finding);
    const secret = HARDCODED_PASSWORD.test(finding.ruleId) ? secrets.get(placeKey(finding)) : undefined;
    return secret ?? canonicalJson([finding.kind, finding.fingerprint ?? finding]);
  });
}

function secretKey(finding: Finding): string {
  return canonicalJson(['secret', placeKey(finding), secretClass(finding.ruleId)]);
}

function placeKey({ location }: Finding): string {
  return `${normalPath(location?.path ?? '')}:${location?.line ?? ''}`;
}

/**
 * The best known name of a finding's advisory, aliases united over all findings. Within one package only: a record
 * that names the CVE of another package as its own would otherwise make two problems one.
 */
function canonicalAdvisories(findings: readonly Finding[]): (finding: Finding) => string {
  const parents = new Map<string, string>();
  const rootOf = (node: string): string => {
    let root = node;
    for (let parent = parents.get(root); parent !== undefined; parent = parents.get(root)) root = parent;
    // Shortened on the way, so that a chain of aliases is walked once.
    for (let at = node; at !== root;) {
      const next = parents.get(at) ?? root;
      parents.set(at, root);
      at = next;
    }
    return root;
  };
  const nodesOf = ({ package: found }: Finding, ids: readonly string[]): readonly string[] =>
    ids.map((id) => `${found === undefined ? '' : packageKey(found)}\0${id}`);
  const idOf = (node: string): string => node.slice(node.indexOf('\0') + 1);
  for (const finding of findings) {
    if (finding.kind !== 'dependency') continue;
    const [first = '', ...others] = nodesOf(finding, advisoryIds(finding));
    for (const other of others) {
      const [a, b] = [rootOf(first), rootOf(other)];
      if (a === b) continue;
      // The better name stays the root, so that the root is the name.
      const isOrdered = compareAdvisoryIds(idOf(a), idOf(b)) < 0;
      parents.set(isOrdered ? b : a, isOrdered ? a : b);
    }
  }
  return (finding) => idOf(rootOf(nodesOf(finding, advisoryIds(finding).slice(0, 1))[0] ?? ''));
}
