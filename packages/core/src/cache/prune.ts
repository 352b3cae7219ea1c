import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** How large and how old a cache folder may grow. */
export interface CacheBounds {
  readonly maxBytes: number;
  readonly maxAgeMs: number;
}

export const DEFAULT_BOUNDS: CacheBounds = {
  maxBytes: 1024 * 1024 * 1024,
  maxAgeMs: 30 * 24 * 60 * 60 * 1000,
};

/** What is in a cache folder, or was removed from it. */
export interface CacheSize {
  readonly files: number;
  readonly bytes: number;
}

/** One file of a cache folder. */
export interface CachedFile {
  readonly path: string;
  readonly bytes: number;
  readonly usedMs: number;
  /** Begun, and perhaps never to be finished: a killed run leaves it. */
  readonly isTemporary: boolean;
}

/** Longer than any file takes to be written. */
const ABANDONED_MS = 60 * 60 * 1000;

/** The files of a cache folder, the newest use first. What vanishes meanwhile is left out. */
export function cachedFiles(dir: string): readonly CachedFile[] {
  const found: CachedFile[] = [];
  for (const folder of ['ac', 'cas', 'newest']) {
    for (const name of readdirSafe(join(dir, folder))) {
      const path = join(dir, folder, name);
      const inside = folder === 'newest' ? [path] : readdirSafe(path).map((file) => join(path, file));
      for (const file of inside) {
        const stat = statSync(file, { throwIfNoEntry: false });
        if (stat?.isFile() !== true) continue;
        const isTemporary = file.endsWith('.tmp');
        found.push({ path: file, bytes: stat.size, usedMs: stat.mtimeMs, isTemporary });
      }
    }
  }
  return found.sort((a, b) => b.usedMs - a.usedMs);
}

/**
 * Removes what is too old, then what was used longest ago until the rest fits. A file is never half removed, and a run
 * that misses one computes it anew, so nothing has to wait for this.
 */
export function pruneCache(
  dir: string,
  { maxBytes, maxAgeMs }: CacheBounds,
  now: number,
): { readonly removed: CacheSize; readonly left: CacheSize } {
  let left = { files: 0, bytes: 0 };
  let removed = { files: 0, bytes: 0 };
  for (const { path, bytes, usedMs, isTemporary } of cachedFiles(dir)) {
    const age = now - usedMs;
    const isSurplus = isTemporary ? age > ABANDONED_MS : age > maxAgeMs || left.bytes + bytes > maxBytes;
    if (isSurplus && isRemoved(path)) removed = { files: removed.files + 1, bytes: removed.bytes + bytes };
    else left = { files: left.files + 1, bytes: left.bytes + bytes };
  }
  return { removed, left };
}

function isRemoved(path: string): boolean {
  try {
    rmSync(path, { force: true });
    return true;
  } catch {
    return false;
  }
}

function readdirSafe(path: string): readonly string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}
