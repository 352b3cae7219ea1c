import { compareText } from './compare-text.ts';
import type { Packages } from './packages.ts';

const MOST = 200;

/** The packages of a CycloneDX document, by their purls; its operating system and files are none. */
export function packagesOf(document: unknown): Packages {
  const components = listOf((document as { readonly components?: unknown } | null)?.components);
  const versions = new Map<string, Set<string>>();
  for (const component of components) {
    const { purl, version } = component as Readonly<Record<string, unknown>>;
    const name = typeof purl === 'string' ? nameIn(purl) : undefined;
    if (name === undefined) continue;
    const known = versions.get(name) ?? new Set<string>();
    versions.set(name, known.add(typeof version === 'string' ? version.slice(0, MOST) : ''));
  }
  const sorted = [...versions].map(([name, set]) => [name, [...set].sort(compareText)] as const);
  return Object.fromEntries(sorted.sort(([a], [b]) => compareText(a, b)));
}

/** `pypi/urllib3` of `pkg:pypi/urllib3@1.24.1?arch=…`: what stays the same when a version changes. */
function nameIn(purl: string): string | undefined {
  const name = /^pkg:([^@?#]+)/u.exec(purl)?.[1];
  if (name === undefined) return undefined;
  try {
    return decodeURIComponent(name).slice(0, MOST);
  } catch {
    return name.slice(0, MOST);
  }
}

function listOf(value: unknown): readonly object[] {
  if (!Array.isArray(value)) return [];
  return value.filter((one): one is object => typeof one === 'object' && one !== null);
}
