import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withFolderLock } from '../../src/exec/folder-lock.ts';

let lock = '';
beforeEach(async () => {
  lock = join(await mkdtemp(join(tmpdir(), 'sluice-lock-')), 'deep/lock');
});
afterEach(() => rm(join(lock, '../..'), { recursive: true, force: true }));

const { signal } = new AbortController();

describe('a lock between processes', () => {
  it('lets one in at a time, and is gone afterwards, also after a throw', async () => {
    const seen: string[] = [];
    const enter = (name: string) =>
      withFolderLock(lock, signal, async () => {
        seen.push(`${name} in`);
        await Promise.resolve();
        seen.push(`${name} out`);
        if (name === 'a') throw new Error('a');
      });
    const ended = await Promise.allSettled([enter('a'), enter('b')]);
    expect(ended.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
    expect(seen).toEqual(['a in', 'a out', 'b in', 'b out']);
    expect(existsSync(lock)).toBe(false);
  });

  it('is taken over from an owner that is gone, and from one that never signed', async () => {
    await mkdir(lock, { recursive: true });
    await writeFile(join(lock, 'pid'), String(spawnSync('true').pid));
    expect(await withFolderLock(lock, signal, async () => 'in')).toBe('in');
    await mkdir(lock, { recursive: true });
    await utimes(lock, 1, 1);
    expect(await withFolderLock(lock, signal, async () => 'in')).toBe('in');
  });

  it('is given up when the run is cancelled', async () => {
    await mkdir(lock, { recursive: true });
    await writeFile(join(lock, 'pid'), String(process.pid));
    const controller = new AbortController();
    const waiting = withFolderLock(lock, controller.signal, async () => 'in');
    controller.abort(new Error('cancelled'));
    await expect(waiting).rejects.toThrow('cancelled');
  });
});
