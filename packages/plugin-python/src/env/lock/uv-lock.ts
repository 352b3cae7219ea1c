import { normaliseName } from '../../project/normalise-name.ts';
import { isTable, tableAt, textsOf, type Table } from '../../project/table.ts';
import type { LockedDependency, LockedPackage, LockedSource } from './locked-set.ts';

/** A `uv.lock`, read. `root` is the project itself; undefined for a workspace without a project in its root. */
export interface UvLock {
  readonly packages: readonly LockedPackage[];
  readonly root?: LockedPackage;
  /** Group to what it requires. */
  readonly groups: Readonly<Record<string, readonly LockedDependency[]>>;
}

/** Reads `uv.lock` (version 1), for the project in the folder `member`; undefined for a version that is not known. */
export function readUvLock(document: unknown, member = '.'): UvLock | undefined {
  const lock = isTable(document) ? document : {};
  if (lock['version'] !== 1 || !Array.isArray(lock['package'])) return undefined;
  const tables = (lock['package'] as unknown[]).filter(isTable);
  const packages = tables.map(readPackage);
  const rootIndex = tables.findIndex((one) =>
    ['editable', 'virtual', 'directory'].some((key) => tableAt(one, 'source')[key] === member),
  );
  const groups =
    rootIndex === -1
      ? tableAt(lock, 'manifest', 'dependency-groups')
      : tableAt(tables[rootIndex], 'dev-dependencies');
  const root = packages[rootIndex];
  return {
    packages,
    ...(root && { root }),
    groups: Object.fromEntries(
      Object.entries(groups).map(([name, list]) => [normaliseName(name), readDependencies(list)]),
    ),
  };
}

function readPackage(entry: Table): LockedPackage {
  const optional = Object.entries(tableAt(entry, 'optional-dependencies'));
  const files = [entry['sdist'], ...(Array.isArray(entry['wheels']) ? (entry['wheels'] as unknown[]) : [])];
  return {
    name: normaliseName(String(entry['name'])),
    ...(typeof entry['version'] === 'string' && { version: entry['version'] }),
    hashes: files.map((file) => tableAt(file)['hash']).filter((hash) => typeof hash === 'string'),
    source: readSource(tableAt(entry, 'source')),
    dependencies: [
      ...readDependencies(entry['dependencies']),
      ...optional.flatMap(([extra, list]) => readDependencies(list, normaliseName(extra))),
    ],
  };
}

function readSource(source: Table): LockedSource {
  const folder = source['editable'] ?? source['directory'];
  if (typeof folder === 'string')
    return { kind: 'folder', path: folder, isEditable: source['editable'] !== undefined };
  if (source['virtual'] !== undefined) return { kind: 'virtual' };
  if (typeof source['git'] === 'string') return { kind: 'repository', url: repositoryUrl(source['git']) };
  const direct = source['url'] ?? source['path'];
  if (typeof direct === 'string')
    return { kind: 'url', url: /^[a-z+]+:/u.test(direct) ? direct : `./${direct}` };
  return { kind: 'index', ...(typeof source['registry'] === 'string' && { index: source['registry'] }) };
}

/** `https://host/repo?subdirectory=a&rev=main#<commit>` in pip's words; the commit is what counts. */
function repositoryUrl(text: string): string {
  const [address = '', commit = ''] = text.split('#');
  const [repository = '', query = ''] = address.split('?');
  const folder = new URLSearchParams(query).get('subdirectory');
  return `git+${repository}@${commit}${folder ? `#subdirectory=${folder}` : ''}`;
}

function readDependencies(list: unknown, extra?: string): LockedDependency[] {
  return (Array.isArray(list) ? (list as unknown[]) : []).filter(isTable).map((entry) => ({
    name: normaliseName(String(entry['name'])),
    extras: textsOf(entry['extra']).map(normaliseName),
    ...(typeof entry['marker'] === 'string' && { marker: entry['marker'] }),
    ...(typeof entry['version'] === 'string' && { version: entry['version'] }),
    ...(extra !== undefined && { extra }),
  }));
}
