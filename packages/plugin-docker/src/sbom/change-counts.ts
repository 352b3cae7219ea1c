import type { PackageChanges } from './compare-packages.ts';

/** `+3 −1 ~2`, and `no package changed` where nothing did. */
export function changeCounts({ added, removed, changed }: PackageChanges): string {
  if (added.length + removed.length + changed.length === 0) return 'no package changed';
  return `+${added.length} −${removed.length} ~${changed.length}`;
}
