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
    for (const entry of await readdir(join(folder, at), { withFileTypes: true }).catch(() => [])) {
      const path = at === '' ? entry.name : `${at}/${entry.name}`;
      const isLeftOut = leavesOut(path);
      if (entry.isDirectory() && (!isLeftOut || hasExceptions)) waiting.push(path);
      if (isLeftOut || !entry.isFile()) continue;
      files += 1;
      const [top = path] = path.split('/');
      const { size } = await lstat(join(folder, path)).catch(() => ({ size: 0 }));
      sizes.set(top, (sizes.get(top) ?? 0) + size);
    }
  }
  const largest = [...sizes]
    .map(([path, bytes]) => ({ path, bytes }))
    .sort((one, other) => other.bytes - one.bytes);
  return { bytes: largest.reduce((sum, { bytes }) => sum + bytes, 0), files, largest: largest.slice(0, 3) };
}
