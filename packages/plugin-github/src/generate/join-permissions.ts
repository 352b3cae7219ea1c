import type { PermissionSet } from '@sluice/core';

/** The union of what several declare, sorted: a place gets no more than its plugins named, and the wider of two. */
export function joinPermissions(sets: readonly (PermissionSet | undefined)[]): PermissionSet {
  const rank = { none: 0, read: 1, write: 2 };
  const joined = new Map<string, 'read' | 'write' | 'none'>();
  for (const set of sets)
    for (const [scope, access] of Object.entries(set ?? {}))
      if (rank[access] > rank[joined.get(scope) ?? 'none']) joined.set(scope, access);
  return Object.fromEntries([...joined].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
