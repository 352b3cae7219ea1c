import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const POLL_MS = 100;
/** A lock whose owner has not yet written its number is young; older than this, the owner was killed in between. */
const UNSIGNED_MS = 5000;

/**
 * Does something under a lock that holds between processes: a folder with its owner's number in it. A lock whose
 * owner is gone is taken over, so a run that was killed never stops the next one.
 */
export async function withFolderLock<T>(
  lock: string,
  signal: AbortSignal,
  action: () => Promise<T>,
): Promise<T> {
  mkdirSync(dirname(lock), { recursive: true });
  for (;;) {
    signal.throwIfAborted();
    if (take(lock)) break;
    if (isAbandoned(lock)) rmSync(lock, { recursive: true, force: true });
    else await wait(POLL_MS);
  }
  try {
    return await action();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

function take(lock: string): boolean {
  try {
    mkdirSync(lock);
    writeFileSync(join(lock, 'pid'), String(process.pid));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function isAbandoned(lock: string): boolean {
  try {
    const owner = Number(readFileSync(join(lock, 'pid'), 'utf8'));
    if (owner > 0) return !isAlive(owner);
    return Date.now() - statSync(lock).mtimeMs > UNSIGNED_MS;
  } catch {
    try {
      return Date.now() - statSync(lock).mtimeMs > UNSIGNED_MS;
    } catch {
      return false;
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
