import { randomBytes } from 'node:crypto';
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { errnoOf, ioDetail } from '../state/state-unwritable.ts';
import type { CacheKind, CacheStore } from '../model/cache-store.ts';

/** Used again on another day, a file counts as new, so that pruning takes what nobody uses. */
const TOUCH_AFTER_MS = 12 * 60 * 60 * 1000;

/** A cache folder, or why there is none. */
export type LocalCache = { readonly store: CacheStore } | { readonly reason: string };

export interface LocalOptions {
  /** `.sluice/cache`, absolute. */
  readonly dir: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** The user this process runs as; undefined where the system has none. */
  readonly userId?: number;
}

/**
 * Opens the store on this machine's disk. A folder that somebody else owns, or that anybody may write, is none: what
 * lies there was perhaps put there by others, and a result is trusted for who wrote it.
 */
export function openLocalStore({ dir, now, userId }: LocalOptions): LocalCache {
  try {
    const found = statSync(dir);
    if (!found.isDirectory()) return { reason: `${dir} is no folder` };
    if (userId !== undefined && found.uid !== userId) return { reason: `${dir} belongs to another user` };
    if ((found.mode & 0o002) !== 0) return { reason: `${dir} can be written by every user` };
    accessSync(dir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    return { reason: `${dir} cannot be used: ${ioDetail(error)}` };
  }
  return { store: createStore(dir, now) };
}

// Synchronous: what a check that is reused takes is the time of some small reads, and each turn of the thread pool
// would take longer than they do.
function createStore(dir: string, now: () => number): CacheStore {
  return {
    name: 'the local cache',
    get: async (kind, name, { maxBytes }) => {
      const file = placeOf(dir, kind, name);
      try {
        const { size, mtimeMs } = statSync(file);
        if (size > maxBytes) return undefined;
        const bytes = readFileSync(file);
        if (now() - mtimeMs > TOUCH_AFTER_MS) touch(file, now());
        return bytes;
      } catch (error) {
        if (errnoOf(error) !== undefined) return undefined;
        throw error;
      }
    },
    put: async (kind, name, bytes) => {
      const file = placeOf(dir, kind, name);
      // Content by its digest: what is there is the same, unless it was damaged.
      if (kind === 'cas' && existsSync(file) && readFileSync(file).equals(bytes)) return;
      writeWhole(file, bytes);
    },
  };
}

function placeOf(dir: string, kind: CacheKind, name: string): string {
  return join(dir, kind, name.slice(0, 2), name);
}

/** A temporary sibling, then a rename: a reader, or a run beside this one, sees all of it or nothing. */
function writeWhole(file: string, bytes: Uint8Array): void {
  const temporary = join(dirname(file), `.${randomBytes(8).toString('hex')}.tmp`);
  mkdirSync(dirname(file), { recursive: true });
  try {
    writeFileSync(temporary, bytes, { flag: 'wx', mode: 0o600 });
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

function touch(file: string, now: number): void {
  try {
    utimesSync(file, now / 1000, now / 1000);
  } catch {
    // It counts as old then, and is pruned sooner.
  }
}
