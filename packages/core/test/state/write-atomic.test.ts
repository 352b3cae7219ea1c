import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ioDetail } from '../../src/state/state-unwritable.ts';
import { writeAtomic } from '../../src/state/write-atomic.ts';

let dir = '';
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'sluice-write-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

describe('writing a file atomically', () => {
  it('writes text and bytes, and replaces what was there', async () => {
    const file = join(dir, 'report.json');
    await writeAtomic(file, 'ä');
    await writeAtomic(file, new Uint8Array([1, 2]));
    expect([...(await readFile(file))]).toEqual([1, 2]);
    expect(await readdir(dir)).toEqual(['report.json']);
  });

  it('leaves one whole version when many write at once', async () => {
    const file = join(dir, 'report.json');
    const versions = Array.from({ length: 20 }, (_, index) => String(index % 10).repeat(50_000));
    await Promise.all(versions.map((text) => writeAtomic(file, text)));
    expect(versions).toContain(await readFile(file, 'utf8'));
    expect(await readdir(dir)).toEqual(['report.json']);
  });

  it('keeps the old file and no rest of the new one when it fails', async () => {
    const file = join(dir, 'taken');
    await mkdir(file);
    await writeFile(join(file, 'inside'), 'x');
    await expect(writeAtomic(file, 'text')).rejects.toThrow(/STATE_UNWRITABLE: .*cannot be written/u);
    expect(await readdir(dir)).toEqual(['taken']);
    expect(await readdir(file)).toEqual(['inside']);
  });

  it('names the file where it is not of the state folder', async () => {
    const file = join(dir, 'missing', 'ci.lock.json');
    await expect(writeAtomic(file, '{}', 'FILE_UNWRITABLE')).rejects.toThrow(
      /FILE_UNWRITABLE: The file .*ci\.lock\.json cannot be written: .*ENOENT/u,
    );
  });
});

describe('why a write failed', () => {
  it.each([
    ['ENOSPC', 'no space is left on the device (ENOSPC)'],
    ['EROFS', 'the file system is read-only (EROFS)'],
    ['EACCES', 'permission denied (EACCES)'],
  ])('is told in words for %s', (code, words) => {
    expect(ioDetail(Object.assign(new Error('raw'), { code }))).toBe(words);
  });

  it('is the message itself for anything else', () => {
    expect(ioDetail(Object.assign(new Error('odd'), { code: 'EODD' }))).toBe('odd');
    expect(ioDetail('text')).toBe('text');
  });
});
