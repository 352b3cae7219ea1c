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
  const keys = findings.map((finding, index) => {
    const { kind, package: found, location } = finding;
    if (kind === 'dependency' && found !== undefined)
      return `dependency\n${packageKey(found)}\n${found.version}\n${canonical(index)}`;
    if (kind !== 'secret' || location?.line === undefined) {
      const own = finding.fingerprint ?? canonicalJson(finding);
      // Most are code, and a key of its own for each of a hundred thousand is dear; the others say their kind.
      return kind === 'code' ? own : `${kind}\n${own}`;
    }
    const place = placeKey(finding);
    const key = `secret\n${place}\n${secretClass(finding.ruleId)}`;
    const known = secrets.get(place);
    secrets.set(place, known === undefined || key < known ? key : known);
    return key;
  });
  if (secrets.size === 0) return keys;
  return keys.map((key, index) => {
    const finding = findings[index] as Finding;
    return HARDCODED_PASSWORD.test(finding.ruleId) ? (secrets.get(placeKey(finding)) ?? key) : key;
  });
}

function placeKey({ location }: Finding): string {
  return `${normalPath(location?.path ?? '')}:${location?.line ?? ''}`;
}

/**
 * The best known name of a finding's advisory, aliases united over all findings. Within one package only: a record
 * that names the CVE of another package as its own would otherwise make two problems one.
 */
function canonicalAdvisories(findings: readonly Finding[]): (index: number) => string {
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
  const idOf = (node: string): string => node.slice(node.indexOf('\n') + 1);
  const nodes = findings.map((finding) => {
    if (finding.kind !== 'dependency') return undefined;
    const ids = advisoryIds(finding);
    const prefix = finding.package === undefined ? '' : packageKey(finding.package);
    const first = `${prefix}\n${ids[0] ?? ''}`;
    for (const id of ids.slice(1)) {
      const [a, b] = [rootOf(first), rootOf(`${prefix}\n${id}`)];
      if (a === b) continue;
      // The better name stays the root, so that the root is the name.
      const isOrdered = compareAdvisoryIds(idOf(a), idOf(b)) < 0;
      parents.set(isOrdered ? b : a, isOrdered ? a : b);
    }
    return first;
  });
  return (index) => idOf(rootOf(nodes[index] ?? ''));
}
