import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { IgnoreMatcher } from './ignore-matcher.ts';

/** What docker would send to the engine. */
export interface ContextSize {
  readonly bytes: number;
  readonly files: number;
  /** The entries of the context itself that hold the most, largest first. */
  readonly largest: readonly { readonly path: string; readonly bytes: number }[];
}

/** Adds up a context before it is sent: 10 GB on their way to the engine look like a build that hangs. */
export async function measureContext(
  folder: string,
  { leavesOut, hasExceptions }: IgnoreMatcher,
  signal: AbortSignal,
): Promise<ContextSize> {
  const sizes = new Map<string, number>();
  let files = 0;
  const waiting = [''];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    signal.throwIfAborted();
    const entries = await readdir(join(folder, at), { withFileTypes: true }).catch(() => []);
    const sent: string[] = [];
    for (const entry of entries) {
      const path = at === '' ? entry.name : `${at}/${entry.name}`;
      const isLeftOut = leavesOut(path);
      if (entry.isDirectory() && (!isLeftOut || hasExceptions)) waiting.push(path);
      if (!isLeftOut && entry.isFile()) sent.push(path);
    }
    files += sent.length;
    for (const [path, bytes] of await sizesOf(folder, sent)) {
      const [top = path] = path.split('/');
      sizes.set(top, (sizes.get(top) ?? 0) + bytes);
    }
  }
  const largest = [...sizes]
    .map(([path, bytes]) => ({ path, bytes }))
    .sort((one, other) => other.bytes - one.bytes);
  return { bytes: largest.reduce((sum, { bytes }) => sum + bytes, 0), files, largest: largest.slice(0, 3) };
}

/** Of one folder at a time: all at once would be as many open questions as a project has files. */
function sizesOf(folder: string, paths: readonly string[]): Promise<readonly (readonly [string, number])[]> {
  return Promise.all(
    paths.map(async (path) => {
      const { size } = await lstat(join(folder, path)).catch(() => ({ size: 0 }));
      return [path, size] as const;
    }),
  );
}
