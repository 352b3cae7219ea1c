import { tableAt, type Table } from './table.ts';
import { parseVersion } from './pep440.ts';

/**
 * Poetry's constraints in the words of PEP 440, so that pip can read them: `^1.2` becomes `>=1.2,<2.0`,
 * `~1.2` becomes `>=1.2,<1.3`, `1.*` becomes `==1.*`, a bare `1.2` becomes `==1.2`. Undefined for alternatives (`||`),
 * which PEP 440 cannot say.
 */
export function poetryConstraint(constraint: string): string | undefined {
  if (constraint.includes('||') || /\s\|\s/u.test(constraint)) return undefined;
  const clauses = constraint.split(/,|(?<=[\d*])\s+(?=[\^~<>=!\d])/u).map((clause) => clause.trim());
  const translated = clauses.filter((clause) => clause !== '' && clause !== '*').map(translateClause);
  return translated.some((clause) => clause === undefined) ? undefined : translated.join(',');
}

function translateClause(clause: string): string | undefined {
  const match = /^(\^|~=|~|[=!<>]=?=?)?\s*(.+)$/u.exec(clause);
  const [, operator = '', version = ''] = match ?? [];
  if (operator === '^') return between(version, caretIndex);
  if (operator === '~') return between(version, (release) => (release.length > 1 ? 1 : 0));
  if (operator === '' || operator === '=') return `==${version}`;
  return `${operator}${version}`;
}

/** The first segment that is not zero is the one that must not change. */
function caretIndex(release: readonly number[]): number {
  const index = release.findIndex((part) => part !== 0);
  return index === -1 ? release.length - 1 : index;
}

function between(version: string, index: (release: readonly number[]) => number): string | undefined {
  const release = parseVersion(version)?.release;
  if (!release) return undefined;
  const at = index(release);
  const upper = release.map((part, position) => (position < at ? part : position === at ? part + 1 : 0));
  return `>=${version},<${upper.slice(0, Math.max(at + 1, 2)).join('.')}`;
}

/**
 * One entry of a poetry dependency table as PEP 508 lines: several where the entry lists several constraints. A line
 * that could not be translated is its bare name, which the lock or the resolver then decides.
 */
export function poetryRequirements(name: string, entry: unknown): string[] {
  if (Array.isArray(entry)) return entry.flatMap((one) => poetryRequirements(name, one));
  if (typeof entry === 'string') return [`${name}${poetryConstraint(entry) ?? ''}`];
  if (typeof entry !== 'object' || entry === null) return [];
  const table = entry as Table;
  const extras = Array.isArray(table['extras']) ? `[${table['extras'].join(',')}]` : '';
  // pip takes a folder on a line of its own, relative to where it runs.
  if (typeof table['path'] === 'string')
    return [`${table['develop'] === true ? '-e ' : ''}${localPath(table['path'])}`];
  const source = sourceOf(table);
  const version = typeof table['version'] === 'string' ? (poetryConstraint(table['version']) ?? '') : '';
  const marker = markerOf(table);
  return [
    `${name}${extras}${source ? ` @ ${source}` : version}${marker ? `${source ? ' ' : ''}; ${marker}` : ''}`,
  ];
}

const localPath = (path: string): string => (/^[./]/u.test(path) ? path : `./${path}`);

/** Where a git or URL dependency comes from. */
function sourceOf(table: Table): string | undefined {
  if (typeof table['url'] === 'string') return table['url'];
  if (typeof table['git'] !== 'string') return undefined;
  const revision = table['rev'] ?? table['tag'] ?? table['branch'];
  return `git+${table['git']}${typeof revision === 'string' ? `@${revision}` : ''}`;
}

function markerOf(table: Table): string | undefined {
  const parts: string[] = [];
  if (typeof table['markers'] === 'string') parts.push(table['markers']);
  if (typeof table['platform'] === 'string') parts.push(`sys_platform == '${table['platform']}'`);
  const python = typeof table['python'] === 'string' ? poetryConstraint(table['python']) : undefined;
  for (const clause of (python ?? '').split(',').filter(Boolean)) {
    const match = /^([~!=<>]=?=?)(.+)$/u.exec(clause);
    if (match) parts.push(`python_version ${match[1]} '${match[2]}'`);
  }
  return parts.length === 0
    ? undefined
    : parts.map((part) => (part.includes(' or ') ? `(${part})` : part)).join(' and ');
}

/** What the project itself requires by poetry's own table; optional ones belong to extras. */
export function poetryOwnRequirements(pyproject: unknown): string[] {
  return Object.entries(tableAt(pyproject, 'tool', 'poetry', 'dependencies'))
    .filter(([name, value]) => name !== 'python' && tableAt(value)['optional'] !== true)
    .flatMap(([name, value]) => poetryRequirements(name, value));
}
