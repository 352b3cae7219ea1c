import type { CacheEntry } from '../../src/cache/entry.ts';
import { keyOf, PARTS, type KeyParts } from '../../src/cache/key.ts';
import type { CacheKind, CacheStore } from '../../src/model/cache-store.ts';

const parts = (id: string): KeyParts =>
  ({ ...Object.fromEntries(PARTS.map((name) => [name, {}])), check: { id } }) as unknown as KeyParts;

/** A whole entry of the check `id`, but for whose it is. */
export function entryOf(id: string, more: Partial<CacheEntry> = {}): Omit<CacheEntry, 'trust'> {
  return {
    key: keyOf(parts(id)),
    id,
    runId: 'mx170000',
    startedAt: '2026-11-01T00:00:00.000Z',
    durationMs: 5,
    parts: parts(id),
    outcome: { status: 'completed', findings: [], metrics: { of: id.length } },
    commands: [],
    log: { inline: Buffer.from(`log of ${id}\n`).toString('base64') },
    artifacts: [],
    ...more,
  };
}

/** A store in memory, whose content a test may change. */
export function memoryStore(name = 'memory'): CacheStore & { readonly kept: Map<string, Uint8Array> } {
  const kept = new Map<string, Uint8Array>();
  const place = (kind: CacheKind, at: string): string => `${kind}/${at}`;
  return {
    name,
    kept,
    get: async (kind, at) => kept.get(place(kind, at)),
    put: async (kind, at, bytes) => void kept.set(place(kind, at), bytes),
  };
}
