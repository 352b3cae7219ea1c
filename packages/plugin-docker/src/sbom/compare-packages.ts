import type { Packages } from './packages.ts';

/** What came, what went and what has another version, by name, in order. */
export interface PackageChanges {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly changed: readonly string[];
}

export function comparePackages(before: Packages, after: Packages): PackageChanges {
  const has = (packages: Packages, name: string): boolean => Object.hasOwn(packages, name);
  const versions = (packages: Packages, name: string): string => (packages[name] ?? []).join(', ');
  return {
    added: Object.keys(after)
      .filter((name) => !has(before, name))
      .map((name) => `${name} ${versions(after, name)}`),
    removed: Object.keys(before)
      .filter((name) => !has(after, name))
      .map((name) => `${name} ${versions(before, name)}`),
    changed: Object.keys(after)
      .filter((name) => has(before, name) && versions(before, name) !== versions(after, name))
      .map((name) => `${name} ${versions(before, name)} → ${versions(after, name)}`),
  };
}
