import { readFile, stat } from 'node:fs/promises';
import { isAbsolute, join, relative, sep } from 'node:path';
import type { Finding } from '../model/finding.ts';
import type { CheckResult } from '../model/result.ts';
import { lineHashes } from './line-hashes.ts';

/** A longer file is generated; its lines are nobody's to annotate. */
const MOST_BYTES = 5_000_000;

/**
 * Adds GitHub's hash of its line to each finding, from the sources as they are now. A file that cannot be read leaves
 * its findings without: GitHub's upload action then computes what it can.
 */
export async function hashLines(
  results: readonly CheckResult[],
  cwd: string,
): Promise<readonly CheckResult[]> {
  const wanted = new Map<string, Set<number>>();
  for (const { location } of results.flatMap(({ findings }) => findings)) {
    if (location?.line === undefined) continue;
    wanted.set(location.path, (wanted.get(location.path) ?? new Set()).add(location.line));
  }
  const hashes = new Map<string, ReadonlyMap<number, string>>();
  // One after another: a monorepo's findings lie in more files than a process may have open.
  for (const [path, lines] of wanted) hashes.set(path, await hashesOf(path, lines, cwd));
  const withHash = (finding: Finding): Finding => {
    const { location, fingerprints } = finding;
    const hash = hashes.get(location?.path ?? '')?.get(location?.line ?? 0);
    return hash === undefined
      ? finding
      : { ...finding, fingerprints: { ...fingerprints, primaryLocationLineHash: hash } };
  };
  return results.map((result) =>
    result.findings.length === 0 ? result : { ...result, findings: result.findings.map(withHash) },
  );
}

async function hashesOf(
  path: string,
  lines: ReadonlySet<number>,
  cwd: string,
): Promise<ReadonlyMap<number, string>> {
  const file = join(cwd, path);
  const way = relative(cwd, file);
  const isInside = !isAbsolute(path) && way !== '..' && !way.startsWith(`..${sep}`);
  try {
    const found = isInside ? await stat(file) : undefined;
    if (found?.isFile() !== true || found.size > MOST_BYTES) return new Map();
    return lineHashes(await readFile(file, 'utf8'), lines);
  } catch {
    return new Map();
  }
}
