import { normaliseName } from './normalise-name.ts';
import { isTable, valueAt } from './table.ts';

/**
 * The versions in a parsed lock file. `uv.lock`, `poetry.lock` and `pdm.lock` list them under `package`,
 * `pylock.toml` (PEP 751) under `packages`. A name that is locked at two versions, for two platforms, is left out:
 * which one holds cannot be known here.
 */
export function lockedVersions(document: unknown): ReadonlyMap<string, string> {
  const list = valueAt(document, 'package') ?? valueAt(document, 'packages');
  const versions = new Map<string, string>();
  const ambiguous = new Set<string>();
  for (const entry of Array.isArray(list) ? list : []) {
    if (!isTable(entry) || typeof entry['name'] !== 'string' || typeof entry['version'] !== 'string')
      continue;
    const name = normaliseName(entry['name']);
    if (versions.has(name) && versions.get(name) !== entry['version']) ambiguous.add(name);
    versions.set(name, entry['version']);
  }
  for (const name of ambiguous) versions.delete(name);
  return versions;
}
