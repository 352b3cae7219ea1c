/** Compares two release numbers, `24.10` and `24.10.0` being the same. */
export function compareVersions(left: string, right: string): number {
  const a = left.split('.').map(Number);
  const b = right.split('.').map(Number);
  for (let index = 0; index < Math.max(a.length, b.length); index += 1) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** The one version a specifier allows: `==24.10.0`; undefined for a range, a wildcard or a version that is no release. */
export function exactVersion(specifier: string): string | undefined {
  return /^={2,3}(\d+(?:\.\d+)*)$/.exec(specifier)?.[1];
}

/** True when a stable release satisfies a PEP 440 specifier; a clause that is not understood refuses it. */
export function satisfies(version: string, specifier: string): boolean {
  return specifier
    .split(',')
    .map((clause) => clause.trim())
    .filter((clause) => clause !== '')
    .every((clause) => satisfiesClause(version, clause));
}

function satisfiesClause(version: string, clause: string): boolean {
  const match = /^(===|~=|==|!=|<=|>=|<|>)\s*(\d[\d.]*?)(?:\.post\d+|[abrc]+\d*|\.dev\d*)?(\.\*)?$/.exec(
    clause,
  );
  if (!match) return false;
  const [, operator = '', wanted = '', wildcard] = match;
  if (wildcard !== undefined) return (operator === '!=') !== startsWith(version, wanted);
  const order = compareVersions(version, wanted);
  switch (operator) {
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
    case '!=':
      return order !== 0;
    case '~=':
      return order >= 0 && startsWith(version, wanted.split('.').slice(0, -1).join('.'));
    default:
      return order === 0;
  }
}

function startsWith(version: string, prefix: string): boolean {
  const parts = version.split('.').map(Number);
  return prefix.split('.').every((part, index) => Number(part) === (parts[index] ?? 0));
}
