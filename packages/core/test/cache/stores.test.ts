import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeEntry, encodeEntry } from '../../src/cache/entry.ts';
import { createLayers } from '../../src/cache/layers.ts';
import { openLocalStore } from '../../src/cache/local.ts';
import { readNewest, writeNewest } from '../../src/cache/newest.ts';
import { cachedFiles, pruneCache } from '../../src/cache/prune.ts';
import type { CacheStore } from '../../src/model/cache-store.ts';
import { tempWorkspace } from '../../src/testing/temp-workspace.ts';
import { entryOf, memoryStore } from './entries.ts';

const signal = new AbortController().signal;
const trust = { writesAs: 'local', reads: ['local'], reason: 'a test' };
const userId = process.getuid?.() ?? 0;

function openAt(dir: string): CacheStore {
  const opened = openLocalStore({ dir, now: Date.now, userId });
  if ('reason' in opened) throw new Error(opened.reason);
  return opened.store;
}

describe('an entry as bytes', () => {
  const bytes = encodeEntry({ ...entryOf('a/b'), trust: 'local' });

  it('is read again as it was', () => {
    expect(decodeEntry(bytes)).toEqual({ ...entryOf('a/b'), trust: 'local' });
  });

  it('is nothing once a bit of it has changed, or any part of it is missing', () => {
    const index = fc.nat(bytes.length - 1);
    fc.assert(
      fc.property(index, fc.nat(7), (at, bit) => {
        const damaged = Uint8Array.from(bytes);
        damaged[at] = (damaged[at] ?? 0) ^ (1 << bit);
        expect(decodeEntry(damaged)).toBeUndefined();
        expect(decodeEntry(bytes.subarray(0, at))).toBeUndefined();
      }),
      { numRuns: 400 },
    );
  });

  it.each(['', '<html>Sign in</html>', '{}', 'sluice-cache 1 ', 'sluice-cache 2 '.padEnd(200, 'a')])(
    'is not found in %j',
    (text) => {
      expect(decodeEntry(Buffer.from(text))).toBeUndefined();
    },
  );
});

describe('the local store', () => {
  it('gives back what was put, and keeps nothing half written', async () => {
    await using place = await tempWorkspace();
    const store = openAt(place.dir);
    const name = 'ab'.repeat(32);
    await store.put('ac', name, Buffer.from('one'), { signal });
    await store.put('ac', name, Buffer.from('two'), { signal });
    expect(Buffer.from((await store.get('ac', name, { signal, maxBytes: 10 })) ?? []).toString()).toBe('two');
    expect(await store.get('ac', name, { signal, maxBytes: 2 })).toBeUndefined();
    expect(await store.get('cas', name, { signal, maxBytes: 10 })).toBeUndefined();
    expect(readdirSync(place.path('ac/ab'))).toEqual([name]);
  });

  it('replaces content that was damaged', async () => {
    await using place = await tempWorkspace();
    const layers = createLayers({ stores: [openAt(place.dir)], trust, signal });
    const sha256 = await layers.writeFile(Buffer.from('a log'));
    const file = place.path('cas', sha256.slice(0, 2), sha256);
    writeFileSync(file, 'A log');
    expect(await layers.readFile(sha256, 5)).toBeUndefined();
    await layers.writeFile(Buffer.from('a log'));
    expect(readFileSync(file, 'utf8')).toBe('a log');
  });

  it('is none where the folder is missing, a file, of somebody else, or open to all', async () => {
    await using place = await tempWorkspace({ file: '' });
    const reasonOf = (dir: string, user = userId): string => {
      const opened = openLocalStore({ dir, now: Date.now, userId: user });
      return 'reason' in opened ? opened.reason : 'none';
    };
    expect(reasonOf(place.dir)).toBe('none');
    expect(reasonOf(place.path('gone'))).toContain('ENOENT');
    expect(reasonOf(place.path('file'))).toContain('is no folder');
    expect(reasonOf(place.dir, userId + 1)).toContain('belongs to another user');
    chmodSync(place.dir, 0o777);
    expect(reasonOf(place.dir)).toContain('every user');
  });

  it('that takes no more is told once, and the run goes on', async () => {
    await using place = await tempWorkspace();
    const store = openAt(place.dir);
    writeFileSync(place.path('ac'), 'a file in the way');
    const layers = createLayers({ stores: [store, memoryStore()], trust, signal });
    expect(await layers.write(entryOf('a/b'))).toBe(true);
    expect(await layers.write(entryOf('c/d'))).toBe(true);
    expect(layers.problems()).toHaveLength(1);
    expect(layers.problems()[0]).toContain('the local cache is not used any more');
  });
});

describe('pruning', () => {
  const now = Date.parse('2026-11-29T00:00:00Z');
  const put = (path: string, bytes: number, ageMs: number): void => {
    mkdirSync(path.slice(0, path.lastIndexOf('/')), { recursive: true });
    writeFileSync(path, 'x'.repeat(bytes));
    utimesSync(path, (now - ageMs) / 1000, (now - ageMs) / 1000);
  };

  it('removes what is too old, then what was used longest ago, and what a killed run left', async () => {
    await using place = await tempWorkspace();
    put(place.path('ac/aa/new'), 10, 1000);
    put(place.path('cas/aa/middle'), 10, 2000);
    put(place.path('cas/bb/large'), 100, 3000);
    put(place.path('newest/old'), 10, 90_000);
    put(place.path('ac/aa/.1.tmp'), 10, 1000);
    put(place.path('ac/aa/.2.tmp'), 10, 2 * 3_600_000);
    expect(pruneCache(place.dir, { maxBytes: 100, maxAgeMs: 60_000 }, now)).toEqual({
      removed: { files: 3, bytes: 120 },
      left: { files: 3, bytes: 30 },
    });
    expect(cachedFiles(place.dir).map(({ path }) => path.split('/').at(-1))).toEqual(
      expect.arrayContaining(['new', 'middle', '.1.tmp']),
    );
    expect(existsSync(place.path('ac/aa/.2.tmp'))).toBe(false);
  });
});

describe('what the newest result was made from', () => {
  it('explains, and is nothing when it cannot be read', async () => {
    await using place = await tempWorkspace();
    const { key, parts } = entryOf('a/b');
    const given = { key, parts, files: new Map([['src/a.py', 'file 1']]) };
    expect(readNewest(place.dir, 'a/b')).toBeUndefined();
    await writeNewest(place.dir, 'a/b', given);
    expect(readNewest(place.dir, 'a/b')).toEqual({ key, parts, files: { 'src/a.py': 'file 1' } });
    const [name = ''] = readdirSync(place.path('newest'));
    writeFileSync(place.path('newest', name), 'damaged');
    expect(readNewest(place.dir, 'a/b')).toBeUndefined();
  });
});
