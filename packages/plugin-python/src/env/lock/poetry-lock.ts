import { normaliseName } from '../../project/normalise-name.ts';
import { isTable, tableAt, textsOf, type Table } from '../../project/table.ts';
import { poetryRequirements } from '../../project/poetry.ts';
import { parseRequirement } from '../../project/requirement.ts';
import type { LockedDependency, LockedPackage, LockedSource } from './locked-set.ts';

/** Reads the packages of `poetry.lock`, of Poetry 1 and 2. What the project asks of it is in `pyproject.toml`. */
export function readPoetryLock(document: unknown): readonly LockedPackage[] | undefined {
  const packages = isTable(document) ? document['package'] : undefined;
  if (!Array.isArray(packages)) return undefined;
  const oldFiles = tableAt(document, 'metadata', 'files');
  return (packages as unknown[]).filter(isTable).map((entry) => readPackage(entry, oldFiles));
}

/** Requirement lines as edges into a lock; lines that name no package (paths) are not its affair. */
export function toDependency(line: string, extra?: string): LockedDependency[] {
  const requirement = parseRequirement(line);
  if (!requirement) return [];
  return [
    {
      name: requirement.name,
      extras: requirement.extras,
      ...(requirement.specifier && { specifier: requirement.specifier }),
      ...(requirement.marker && { marker: requirement.marker }),
      ...(extra !== undefined && { extra }),
    },
  ];
}

function readPackage(entry: Table, oldFiles: Table): LockedPackage {
  const name = String(entry['name']);
  const files = (entry['files'] ?? oldFiles[name] ?? []) as unknown[];
  return {
    name: normaliseName(name),
    ...(typeof entry['version'] === 'string' && { version: entry['version'] }),
    hashes: files.map((file) => tableAt(file)['hash']).filter((hash) => typeof hash === 'string'),
    source: readSource(tableAt(entry, 'source')),
    dependencies: readDependencies(entry),
  };
}

function readDependencies(entry: Table): LockedDependency[] {
  const all = Object.entries(tableAt(entry, 'dependencies'));
  const required = all.filter(([, value]) => tableAt(value)['optional'] !== true);
  const extras = Object.entries(tableAt(entry, 'extras'));
  return [
    ...required
      .flatMap(([name, value]) => poetryRequirements(name, value))
      .flatMap((line) => toDependency(line)),
    ...extras.flatMap(([extra, list]) =>
      textsOf(list).flatMap((line) =>
        toDependency(line.replace(/^(\S+) \((.*)\)/u, '$1$2'), normaliseName(extra)),
      ),
    ),
  ];
}

function readSource(source: Table): LockedSource {
  const url = String(source['url'] ?? '');
  switch (source['type']) {
    case 'git':
      return {
        kind: 'repository',
        url: `git+${url}@${String(source['resolved_reference'] ?? source['reference'])}`,
      };
    case 'directory':
      return { kind: 'folder', path: url, isEditable: true };
    case 'url':
    case 'file':
      return { kind: 'url', url };
    default:
      return { kind: 'index', ...(url !== '' && source['type'] === 'legacy' && { index: url }) };
  }
}
