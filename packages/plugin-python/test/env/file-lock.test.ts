import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tempWorkspace } from '@sluice/core/testing';
import { describe, expect, it } from 'vitest';
import { isHeld, withFileLock } from '../../src/env/file-lock.ts';

const holder = join(import.meta.dirname, 'lock-holder.ts');
const { signal } = new AbortController();
const notAsked = (): void => {
  throw new Error('nobody else should hold it');
};

/** Another process that has the lock when this returns. */
async function holding(file: string) {
  const child = spawn(process.execPath, [holder, file], { stdio: ['pipe', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  return {
    pid: child.pid,
    release: () => child.stdin.end(),
    kill: () => child.kill('SIGKILL'),
    gone: once(child, 'close'),
  };
}

describe('the lock on an environment', () => {
  it('makes one process wait for another, and says for which', async () => {
    await using workspace = await tempWorkspace();
    const file = workspace.path('a.lock');
    const other = await holding(file);
    expect(await isHeld(file)).toBe(true);
    let waitedFor = 0;
    const release = (pid: number): void => {
      waitedFor = pid;
      other.release();
    };
    expect(await withFileLock(file, { signal, onWait: release }, async () => 'mine')).toBe('mine');
    expect(waitedFor).toBe(other.pid);
    expect(existsSync(file)).toBe(false);
    await other.gone;
  });

  it('of a process that was killed is taken over', async () => {
    await using workspace = await tempWorkspace();
    const file = workspace.path('a.lock');
    const other = await holding(file);
    other.kill();
    await other.gone;
    expect(existsSync(file)).toBe(true);
    expect(await isHeld(file)).toBe(false);
    expect(await withFileLock(file, { signal, onWait: notAsked }, async () => 'mine')).toBe('mine');
  });

  it('without a heartbeat is taken over, though a process of its id lives', async () => {
    await using workspace = await tempWorkspace();
    const file = workspace.path('a.lock');
    await writeFile(file, JSON.stringify({ pid: process.pid, id: 'of another machine' }));
    const longAgo = new Date(Date.now() - 60_000);
    await utimes(file, longAgo, longAgo);
    expect(await withFileLock(file, { signal, onWait: notAsked }, async () => 'mine')).toBe('mine');
  });

  it('is released when what was done under it failed', async () => {
    await using workspace = await tempWorkspace();
    const file = workspace.path('a.lock');
    const failing = withFileLock(file, { signal, onWait: notAsked }, async () => {
      throw new Error('no disk');
    });
    await expect(failing).rejects.toThrow('no disk');
    expect(existsSync(file)).toBe(false);
  });

  it('is not waited for after the run was cancelled', async () => {
    await using workspace = await tempWorkspace();
    const file = workspace.path('a.lock');
    const other = await holding(file);
    const controller = new AbortController();
    const waiting = withFileLock(
      file,
      { signal: controller.signal, onWait: () => controller.abort() },
      async () => 'mine',
    );
    await expect(waiting).rejects.toThrow(/abort/iu);
    expect(await isHeld(file)).toBe(true);
    other.release();
    await other.gone;
  });

  it('lets only one in at a time', async () => {
    await using workspace = await tempWorkspace();
    const file = workspace.path('a.lock');
    let inside = 0;
    let most = 0;
    const enter = (): Promise<void> =>
      withFileLock(file, { signal, onWait: () => undefined }, async () => {
        most = Math.max(most, (inside += 1));
        await new Promise((done) => setImmediate(done));
        inside -= 1;
      });
    await Promise.all([enter(), enter(), enter(), enter()]);
    expect(most).toBe(1);
  });
});
