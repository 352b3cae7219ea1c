const VERSION =
  /^v?(?:(\d+)!)?(\d+(?:\.\d+)*)(?:[-_.]?(a|alpha|b|beta|c|rc|pre|preview)[-_.]?(\d*))?(?:-(\d+)|[-_.]?(post|rev|r)[-_.]?(\d*))?(?:[-_.]?(dev)[-_.]?(\d*))?(?:\+[a-z0-9._-]+)?$/iu;

const PRE_RANK: Readonly<Record<string, number>> = { a: 0, alpha: 0, b: 1, beta: 1, c: 2, rc: 2 };

/**
 * Orders two versions as PEP 440 does, local parts left out, for advisories know none. Undefined when one of them is
 * no version.
 */
export function compareVersions(left: string, right: string): number | undefined {
  const [a, b] = [keyOf(left), keyOf(right)];
  if (a === undefined || b === undefined) return undefined;
  for (let index = 0; index < Math.max(a.release.length, b.release.length); index += 1) {
    const order = (a.release[index] ?? 0) - (b.release[index] ?? 0);
    if (order !== 0) return order;
  }
  const index = a.suffix.findIndex((part, at) => part !== b.suffix[at]);
  return index === -1 ? 0 : (a.suffix[index] ?? 0) < (b.suffix[index] ?? 0) ? -1 : 1;
}

interface Key {
  /** The epoch first. */
  readonly release: readonly number[];
  /** Rank of the pre-release and its number, then post and dev: dev < a < b < rc < final < post. */
  readonly suffix: readonly number[];
}

function keyOf(version: string): Key | undefined {
  const match = VERSION.exec(version.trim());
  if (match === null) return undefined;
  const [, epoch = '0', release = '0', pre, preNumber, dash, post, postNumber, dev, devNumber] = match;
  const hasPost = dash !== undefined || post !== undefined;
  const bare = dev !== undefined && !hasPost ? -1 : 3;
  return {
    release: [epoch, ...release.split('.')].map(Number),
    suffix: [
      pre === undefined ? bare : (PRE_RANK[pre.toLowerCase()] ?? 2),
      Number(preNumber ?? 0),
      hasPost ? Number(dash ?? (postNumber === '' ? 0 : postNumber)) : -1,
      dev === undefined ? Number.POSITIVE_INFINITY : Number(devNumber ?? 0),
    ],
  };
}
