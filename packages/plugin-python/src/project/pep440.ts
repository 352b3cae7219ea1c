/** A version of PEP 440, ready to be compared. */
export interface Version {
  readonly text: string;
  readonly epoch: number;
  readonly release: readonly number[];
  /** Rank of `a`, `b`, `rc` and its number; a final release has none. */
  readonly pre?: readonly [number, number];
  readonly post?: number;
  readonly dev?: number;
  readonly local?: string;
}

const VERSION =
  /^v?(?:(\d+)!)?(\d+(?:\.\d+)*)(?:[-_.]?(a|alpha|b|beta|c|rc|pre|preview)[-_.]?(\d*))?(?:-(\d+)|[-_.]?(?:post|rev|r)[-_.]?(\d*))?(?:[-_.]?dev[-_.]?(\d*))?(?:\+([a-z0-9]+(?:[-_.][a-z0-9]+)*))?$/iu;

const PRE_RANK: Readonly<Record<string, number>> = {
  a: 0,
  alpha: 0,
  b: 1,
  beta: 1,
  c: 2,
  rc: 2,
  pre: 2,
  preview: 2,
};

/** Reads a version; undefined when it is none. */
export function parseVersion(text: string): Version | undefined {
  const match = VERSION.exec(text.trim());
  if (!match) return undefined;
  const [, epoch, release = '0', pre, preNumber, dashPost, post, dev, local] = match;
  return {
    text: text.trim(),
    epoch: Number(epoch ?? 0),
    release: release.split('.').map(Number),
    ...(pre && { pre: [PRE_RANK[pre.toLowerCase()] ?? 2, Number(preNumber || 0)] as const }),
    ...((dashPost ?? post) !== undefined && { post: Number(dashPost ?? (post || 0)) }),
    ...(dev !== undefined && { dev: Number(dev || 0) }),
    ...(local && { local: local.toLowerCase() }),
  };
}

/** Negative when `left` comes first. Release segments that are missing count as 0. */
export function compareVersions(left: Version, right: Version): number {
  return (
    left.epoch - right.epoch ||
    compareRelease(left.release, right.release) ||
    compareNumbers(suffixKey(left), suffixKey(right)) ||
    (left.local ?? '').localeCompare(right.local ?? '', 'en', { numeric: true })
  );
}

/** Whether a version is within `>=1,<2`, pre-releases included. An unreadable clause is never satisfied. */
export function satisfies(version: string, specifier: string): boolean {
  const parsed = parseVersion(version);
  const clauses = specifier
    .split(',')
    .map((clause) => clause.trim())
    .filter(Boolean);
  return clauses.every((clause) => satisfiesClause(version, parsed, clause));
}

function satisfiesClause(text: string, version: Version | undefined, clause: string): boolean {
  const match = /^(===|[~!=<>]=|[<>])\s*(.+)$/u.exec(clause);
  if (!match) return false;
  const [, operator = '', wanted = ''] = match;
  if (operator === '===') return text.toLowerCase() === wanted.toLowerCase();
  if (!version) return false;
  if (wanted.endsWith('.*')) {
    const isWithin = startsWith(version, wanted.slice(0, -2));
    return operator === '==' ? isWithin : operator === '!=' && !isWithin;
  }
  const other = parseVersion(wanted);
  if (!other) return false;
  return byOperator(operator, version, other);
}

function byOperator(operator: string, version: Version, other: Version): boolean {
  // A local part of the candidate counts only where the clause has one too.
  const order = compareVersions(other.local ? version : withoutLocal(version), other);
  switch (operator) {
    case '==':
      return order === 0;
    case '!=':
      return order !== 0;
    case '>=':
      return order >= 0;
    case '<=':
      return order <= 0;
    case '>':
      // `>1.0` leaves out 1.0.post1, unless the clause itself is a post-release.
      return (
        order > 0 &&
        (other.post !== undefined || version.post === undefined || !isSameRelease(version, other))
      );
    case '<':
      // `<2.0` leaves out 2.0rc1, unless the clause itself is a pre-release.
      return order < 0 && (isPre(other) || !isPre(version) || !isSameRelease(version, other));
    default:
      return order >= 0 && startsWith(version, other.release.slice(0, -1).join('.'));
  }
}

function startsWith(version: Version, prefix: string): boolean {
  const wanted = parseVersion(prefix);
  if (!wanted || wanted.epoch !== version.epoch) return false;
  return wanted.release.every((part, index) => part === (version.release[index] ?? 0));
}

function withoutLocal(version: Version): Version {
  const { local: _local, ...rest } = version;
  return rest;
}

const isPre = (version: Version): boolean => version.pre !== undefined || version.dev !== undefined;

const isSameRelease = (left: Version, right: Version): boolean =>
  left.epoch === right.epoch && compareRelease(left.release, right.release) === 0;

function compareRelease(left: readonly number[], right: readonly number[]): number {
  for (let index = 0; index < Math.max(left.length, right.length); index++) {
    const order = (left[index] ?? 0) - (right[index] ?? 0);
    if (order !== 0) return order;
  }
  return 0;
}

function compareNumbers(left: readonly number[], right: readonly number[]): number {
  const index = left.findIndex((part, at) => part !== right[at]);
  return index === -1 ? 0 : (left[index] as number) < (right[index] as number) ? -1 : 1;
}

/** dev-only < a < b < rc < final < post; a dev-release comes before what it develops. */
function suffixKey(version: Version): readonly number[] {
  const isDevOnly = version.pre === undefined && version.post === undefined && version.dev !== undefined;
  const [rank, number] = version.pre ?? [isDevOnly ? -1 : 3, 0];
  return [rank, number, version.post ?? -1, version.dev ?? Number.POSITIVE_INFINITY];
}
