import { posix } from 'node:path';

/**
 * Short names for folders, as they stand in cells: the folder's own, or with those above it where two share one. `.` is
 * `root`. The same folders always give the same names.
 */
export function nameRoots(roots: readonly string[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const short = roots.map((root) => cellName(root === '.' ? 'root' : posix.basename(root)));
  for (const [index, root] of roots.entries()) {
    const own = short[index] ?? '';
    const isShared = short.filter((name) => name === own).length > 1;
    names.set(unique(isShared ? cellName(root) : own, names), root);
  }
  return names;
}

function unique(name: string, taken: ReadonlyMap<string, string>): string {
  let found = name;
  for (let number = 2; taken.has(found); number += 1) found = `${name}-${number}`;
  return found;
}

/** Only what a cell, a rule and an option's key may hold. */
function cellName(path: string): string {
  const name = path
    .toLowerCase()
    .replace(/[^a-z0-9_]+/gu, '-')
    .replace(/^[-_]+|-+$/gu, '');
  return name === '' ? 'project' : name;
}
