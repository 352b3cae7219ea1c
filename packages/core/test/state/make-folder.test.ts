import { existsSync } from 'node:fs';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeFolder } from '../../src/state/make-folder.ts';

let dir = '';
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'sluice-folder-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

describe('making a folder', () => {
  it('makes those above it, and is content with one that is there', async () => {
    const deep = join(dir, 'a/b/c');
    await Promise.all([makeFolder(deep), makeFolder(deep), makeFolder(join(dir, 'a/b/d'))]);
    await makeFolder(deep);
    expect((await stat(deep)).isDirectory()).toBe(true);
  });

  it('says that a file is in the way', async () => {
    await writeFile(join(dir, 'file'), '');
    await expect(makeFolder(join(dir, 'file'))).rejects.toMatchObject({ code: 'EEXIST' });
    await expect(makeFolder(join(dir, 'file/below/it'))).rejects.toMatchObject({ code: 'ENOTDIR' });
  });

  it.runIf(existsSync('/proc/self'))('ends where a folder takes no entries', async () => {
    await expect(makeFolder('/proc/sluice/deep/er')).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('is made by many at once, each finding what another has just made', async () => {
    const makeAll = (round: number) =>
      Array.from({ length: 40 }, (_, index) => makeFolder(join(dir, `${round}/a/b/c/${index % 4}`)));
    for (let round = 0; round < 40; round += 1) await Promise.all(makeAll(round));
  });
});
