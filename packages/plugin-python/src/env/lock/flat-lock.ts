import { normaliseName } from '../../project/normalise-name.ts';
import { isTable, tableAt, textsOf, type Table } from '../../project/table.ts';
import { evaluateMarker, type MarkerEnvironment } from '../../project/marker.ts';
import type { LockedPackage, LockedSource, UnusableLock } from './locked-set.ts';

/** Packages of a `pylock.toml` (PEP 751): a flat list in which a marker says who wants what. */
export function readPylock(
  document: unknown,
  environment: MarkerEnvironment,
): readonly LockedPackage[] | UnusableLock {
  const packages = isTable(document) ? document['packages'] : undefined;
  if (!Array.isArray(packages)) return { reason: 'it lists no packages' };
  return select((packages as unknown[]).filter(isTable), environment, readPylockPackage);
}

/** Packages of a `pdm.lock`, which names the groups that want each of them. */
export function readPdmLock(
  document: unknown,
  environment: MarkerEnvironment,
): readonly LockedPackage[] | UnusableLock {
  const packages = isTable(document) ? document['package'] : undefined;
  if (!Array.isArray(packages)) return { reason: 'it lists no packages' };
  const entries = (packages as unknown[]).filter(isTable);
  if (!entries.every((entry) => Array.isArray(entry['groups'])))
    return { reason: 'it does not say which groups want what' };
  // pdm calls the project's own requirements `default`, and puts extras and groups into one list.
  const wanted = ['default', ...environment.groups, ...environment.extras].map(normaliseName);
  const chosen = entries.filter((entry) =>
    textsOf(entry['groups']).some((group) => wanted.includes(normaliseName(group))),
  );
  return select(chosen, environment, readPdmPackage);
}

function select(
  entries: readonly Table[],
  environment: MarkerEnvironment,
  read: (entry: Table) => LockedPackage,
): readonly LockedPackage[] | UnusableLock {
  const chosen = new Map<string, LockedPackage>();
  for (const entry of entries) {
    const marker = entry['marker'];
    const applies = typeof marker === 'string' ? evaluateMarker(marker, environment) : true;
    if (applies === undefined) return { reason: `the marker '${String(marker)}' cannot be read` };
    const found = read(entry);
    const id = `${found.name} ${found.version ?? ''}`;
    if (applies && !chosen.has(id)) chosen.set(id, found);
  }
  return [...chosen.values()];
}

function readPylockPackage(entry: Table): LockedPackage {
  const files = [
    entry['sdist'],
    entry['archive'],
    ...(Array.isArray(entry['wheels']) ? (entry['wheels'] as unknown[]) : []),
  ];
  return {
    name: normaliseName(String(entry['name'])),
    ...(typeof entry['version'] === 'string' && { version: entry['version'] }),
    hashes: files.flatMap((file) =>
      Object.entries(tableAt(file, 'hashes')).map(([kind, hash]) => `${kind}:${String(hash)}`),
    ),
    source: readPylockSource(entry),
    dependencies: [],
  };
}

function readPylockSource(entry: Table): LockedSource {
  const folder = tableAt(entry, 'directory');
  if (typeof folder['path'] === 'string')
    return { kind: 'folder', path: folder['path'], isEditable: folder['editable'] === true };
  const vcs = tableAt(entry, 'vcs');
  if (typeof vcs['url'] === 'string') {
    const within = typeof vcs['subdirectory'] === 'string' ? `#subdirectory=${vcs['subdirectory']}` : '';
    return { kind: 'repository', url: `git+${vcs['url']}@${String(vcs['commit-id'])}${within}` };
  }
  const archive = tableAt(entry, 'archive')['url'];
  if (typeof archive === 'string') return { kind: 'url', url: archive };
  return { kind: 'index', ...(typeof entry['index'] === 'string' && { index: entry['index'] }) };
}

function readPdmPackage(entry: Table): LockedPackage {
  const files = Array.isArray(entry['files']) ? (entry['files'] as unknown[]) : [];
  return {
    name: normaliseName(String(entry['name'])),
    ...(typeof entry['version'] === 'string' && { version: entry['version'] }),
    hashes: files.map((file) => tableAt(file)['hash']).filter((hash) => typeof hash === 'string'),
    source:
      typeof entry['git'] === 'string'
        ? {
            kind: 'repository',
            url: `git+${entry['git']}@${String(entry['revision'] ?? entry['ref'] ?? 'HEAD')}`,
          }
        : typeof entry['path'] === 'string'
          ? { kind: 'folder', path: entry['path'], isEditable: entry['editable'] === true }
          : { kind: 'index' },
    dependencies: [],
  };
}
