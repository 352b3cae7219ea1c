/** No minor of Python had more patch releases than this. */
const MOST_PATCHES = 40;

/**
 * Whether a range of Python versions (PEP 440, or poetry's with `^`, `~` and `||`) allows some release of a minor
 * version. A part that cannot be read forbids nothing: pip has the last word, in the environment check.
 */
export function allowsMinor(range: string, minor: string): boolean {
  const [major = 3, number = 0] = minor.split('.').map(Number);
  const alternatives = range
    .split(/\|\|?/u)
    .map((part) => part.split(/\s*,\s*|\s+(?=[<>=!~^])/u).flatMap(clausesOf));
  for (let patch = 0; patch <= MOST_PATCHES; patch += 1) {
    if (alternatives.some((clauses) => clauses.every((clause) => allows(clause, [major, number, patch]))))
      return true;
  }
  return false;
}

interface Clause {
  readonly operator: string;
  readonly version: readonly number[];
  readonly isPrefix: boolean;
}

function clausesOf(text: string): readonly Clause[] {
  const match = /^\s*(===|==|!=|~=|<=|>=|<|>|\^|~|=)?\s*v?(\d+(?:\.\d+)*)(\.\*)?/u.exec(text);
  if (match === null) return [];
  const [, operator = '==', version = '', star] = match;
  // Poetry: `3.11` is that release alone, `3.*` any of them.
  return [{ operator, version: version.split('.').map(Number), isPrefix: star !== undefined }];
}

function allows({ operator, version, isPrefix }: Clause, found: readonly number[]): boolean {
  const order = compare(found, version);
  const hasPrefix = (length: number): boolean =>
    version.slice(0, length).every((part, index) => part === found[index]);
  switch (operator) {
    case '>=':
      return order >= 0;
    case '>':
      // 3.9.5 is after 3.9: `>3.9` allows it.
      return order > 0;
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '!=':
      return isPrefix ? !hasPrefix(version.length) : order !== 0;
    case '~=':
      return order >= 0 && hasPrefix(version.length - 1);
    case '^':
      return order >= 0 && hasPrefix(1);
    case '~':
      return order >= 0 && hasPrefix(Math.min(2, version.length));
    default:
      return isPrefix ? hasPrefix(version.length) : order === 0;
  }
}

function compare(left: readonly number[], right: readonly number[]): number {
  for (let index = 0; index < Math.max(left.length, right.length); index += 1) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return Math.sign(difference);
  }
  return 0;
}
