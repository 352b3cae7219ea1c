import { createHash } from 'node:crypto';
import { messageOf } from '../errors/message-of.ts';
import { decodeEntry, encodeEntry, type CacheEntry } from './entry.ts';
import type { CacheKind, CacheStore, StoreRequest } from '../model/cache-store.ts';
import type { Trust } from './trust.ts';

/** An entry with findings by the ten thousands; more is not worth its way. */
export const MAX_ENTRY_BYTES = 64 * 1024 * 1024;
/** A log or an artifact. */
export const MAX_FILE_BYTES = 256 * 1024 * 1024;

/** The stores of a run as one: the nearest first, verified, each answer of a farther one kept in the nearer ones. */
export interface CacheLayers {
  /** An entry of this key that the run may use, newest trust first. Never throws. */
  readonly find: (key: string) => Promise<CacheEntry | undefined>;
  /** The bytes of a digest, or undefined. Never throws. */
  readonly readFile: (sha256: string, bytes: number) => Promise<Uint8Array | undefined>;
  /** Keeps bytes by their digest, and gives it. Never throws. */
  readonly writeFile: (bytes: Uint8Array) => Promise<string>;
  /** Keeps an entry, after its files. Never throws; false when no store has it. */
  readonly write: (entry: Omit<CacheEntry, 'trust'>) => Promise<boolean>;
  /** What went wrong with the stores, one sentence each. */
  readonly problems: () => readonly string[];
}

export interface LayersInput {
  readonly stores: readonly CacheStore[];
  readonly trust: Trust;
  readonly signal: AbortSignal;
}

/** Binds stores and trust. A store that fails is told once and left alone for the rest of the run. */
export function createLayers({ stores, trust, signal }: LayersInput): CacheLayers {
  const problems = new Map<string, string>();
  const working = (): readonly CacheStore[] => stores.filter(({ name }) => !problems.has(name));
  const fail = (store: CacheStore, error: unknown): void => {
    problems.set(store.name, `${store.name} is not used any more: ${messageOf(error)}`);
  };
  const get = async (store: CacheStore, kind: CacheKind, name: string, maxBytes: number) => {
    try {
      return await store.get(kind, name, { signal, maxBytes } satisfies StoreRequest);
    } catch (error) {
      fail(store, error);
      return undefined;
    }
  };
  const put = async (
    store: CacheStore,
    kind: CacheKind,
    name: string,
    bytes: Uint8Array,
  ): Promise<boolean> => {
    try {
      await store.put(kind, name, bytes, { signal });
      return true;
    } catch (error) {
      fail(store, error);
      return false;
    }
  };
  /** The first answer that `read` accepts, and the stores before the one that gave it. */
  const first = async <T>(
    { kind, name, maxBytes }: Question,
    read: (bytes: Uint8Array) => T | undefined,
  ): Promise<{ readonly value: T; readonly nearer: readonly CacheStore[] } | undefined> => {
    const nearer: CacheStore[] = [];
    for (const store of working()) {
      const bytes = await get(store, kind, name, maxBytes);
      const value = bytes === undefined ? undefined : read(bytes);
      if (value !== undefined) return { value, nearer };
      nearer.push(store);
    }
    return undefined;
  };
  const writeTo = async (to: readonly CacheStore[], entry: Omit<CacheEntry, 'trust'>): Promise<boolean> => {
    const { writesAs } = trust;
    if (writesAs === undefined) return false;
    const bytes = encodeEntry({ ...entry, trust: writesAs });
    let isKept = false;
    for (const store of to)
      isKept = (await put(store, 'ac', entryName(entry.key, writesAs), bytes)) || isKept;
    return isKept;
  };
  return {
    problems: () => [...problems.values()],
    find: async (key) => {
      for (const scope of trust.reads) {
        const isIt = (bytes: Uint8Array): CacheEntry | undefined => {
          const entry = decodeEntry(bytes);
          // Under another name, or of another trust, it was put there by somebody who wants it to be taken for this.
          return entry?.key === key && entry.trust === scope ? entry : undefined;
        };
        const name = entryName(key, scope);
        const found = await first({ kind: 'ac', name, maxBytes: MAX_ENTRY_BYTES }, isIt);
        if (found === undefined) continue;
        // Kept nearer as our own: a far store must not be able to plant here what another run would trust.
        await writeTo(found.nearer, found.value);
        return found.value;
      }
      return undefined;
    },
    readFile: async (sha256, bytes) => {
      if (bytes > MAX_FILE_BYTES) return undefined;
      const isIt = (found: Uint8Array): Uint8Array | undefined =>
        digestOf(found) === sha256 ? found : undefined;
      const found = await first({ kind: 'cas', name: sha256, maxBytes: bytes }, isIt);
      if (found === undefined) return undefined;
      if (trust.writesAs !== undefined)
        for (const store of found.nearer) await put(store, 'cas', sha256, found.value);
      return found.value;
    },
    writeFile: async (bytes) => {
      const name = digestOf(bytes);
      if (trust.writesAs !== undefined) for (const store of working()) await put(store, 'cas', name, bytes);
      return name;
    },
    write: (entry) => writeTo(working(), entry),
  };
}

interface Question {
  readonly kind: CacheKind;
  readonly name: string;
  readonly maxBytes: number;
}

/** Entries of one key and several writers lie side by side. */
function entryName(key: string, trust: string): string {
  return createHash('sha256').update(`${key}\0${trust}`).digest('hex');
}

function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
