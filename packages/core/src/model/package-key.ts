import type { FindingPackage } from './finding.ts';

const KNOWN = new WeakMap<object, string>();

/** A package whatever its version and however it is spelt: its type, namespace and name. */
export function packageKey(found: Pick<FindingPackage, 'purl' | 'name'>): string {
  // Asked for again at every step from report to verdict, of a hundred thousand findings.
  const known = KNOWN.get(found) ?? keyOf(found);
  KNOWN.set(found, known);
  return known;
}

function keyOf({ purl, name }: Pick<FindingPackage, 'purl' | 'name'>): string {
  const [, type = '', path = name] = /^pkg:([^/]+)\/+([^?#]*)/u.exec(purl) ?? [];
  const at = path.lastIndexOf('@');
  // Only after the last slash: npm's scopes begin with the same sign.
  const full = at > path.lastIndexOf('/') ? path.slice(0, at) : path;
  const kind = type.toLowerCase();
  return `${kind}:${kind === 'pypi' || kind === '' ? pythonName(full) : decoded(full)}`;
}

/** PEP 503: `My_Lib`, `my.lib` and `my-lib` are one package. */
function pythonName(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/gu, '-');
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
