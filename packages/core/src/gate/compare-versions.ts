/**
 * The order of two versions, near enough to that of PyPI, npm and the distributions for telling which of two fixes is
 * the later: numbers by value, a pre-release before its release, anything longer after what it begins with.
 */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [partsOf(a), partsOf(b)];
  for (let index = 0; index < Math.max(left.length, right.length); index += 1) {
    const order = compareParts(left[index], right[index]);
    if (order !== 0) return order;
  }
  return 0;
}

const PRE_RELEASE = /^(?:a|alpha|b|beta|c|rc|pre|preview|dev|snapshot|m|milestone|next|canary)$/u;

function partsOf(version: string): readonly (number | string)[] {
  const parts =
    version
      .toLowerCase()
      .replace(/^v/u, '')
      .match(/\d+|[a-z]+/gu) ?? [];
  return parts.map((part) => (/^\d/u.test(part) ? Number(part) : part));
}

function compareParts(a: number | string | undefined, b: number | string | undefined): number {
  if (typeof a === 'string' && typeof b === 'string') return a === b ? 0 : a < b ? -1 : 1;
  // `1.0rc1` comes before `1.0`, `1.0.post1` and `1.0.1` after it.
  return rankOf(a) - rankOf(b);
}

function rankOf(part: number | string | undefined): number {
  if (typeof part === 'number') return part;
  if (part === undefined) return -0.25;
  return PRE_RELEASE.test(part) ? -0.5 : -0.1;
}
