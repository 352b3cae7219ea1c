import { readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { pid as ownPid } from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { randomUUID } from 'node:crypto';

const HEARTBEAT_MS = 1000;
const STALE_MS = 15_000;
const POLL_MS = 100;

export interface LockOptions {
  readonly signal: AbortSignal;
  /** Called once when another process holds it. */
  readonly onWait: (pid: number) => void;
}

/**
 * Runs `action` while holding a lock file, so that two runs do not make the same environment twice. It only saves
 * work: environments are made in folders of their own and named by an atomic rename, so that even a lock that was
 * taken over by mistake corrupts nothing.
 */
export async function withFileLock<T>(
  file: string,
  options: LockOptions,
  action: () => Promise<T>,
): Promise<T> {
  const content = JSON.stringify({ pid: ownPid, id: randomUUID() });
  await acquire(file, content, options);
  // A heartbeat tells a live holder from a dead one whose process id was given away again.
  const heartbeat = setInterval(
    () => void utimes(file, new Date(), new Date()).catch(() => undefined),
    HEARTBEAT_MS,
  );
  heartbeat.unref();
  try {
    return await action();
  } finally {
    clearInterval(heartbeat);
    if ((await readFile(file, 'utf8').catch(() => '')) === content) await rm(file, { force: true });
  }
}

/** Whether somebody alive holds the lock. */
export async function isHeld(file: string): Promise<boolean> {
  const content = await readFile(file, 'utf8').catch(() => undefined);
  return content !== undefined && !(await isStale(file, content));
}

async function acquire(file: string, content: string, { signal, onWait }: LockOptions): Promise<void> {
  for (let hasWaited = false; ;) {
    signal.throwIfAborted();
    try {
      await writeFile(file, content, { flag: 'wx' });
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const held = await readFile(file, 'utf8').catch(() => undefined);
    if (held === undefined) continue;
    if (await isStale(file, held)) {
      await takeAway(file, held);
      continue;
    }
    if (!hasWaited) onWait(pidOf(held));
    hasWaited = true;
    await sleep(POLL_MS, undefined, { signal });
  }
}

/** Renamed before it is deleted: of two that see a stale lock, one must not delete what the other has just made. */
async function takeAway(file: string, seen: string): Promise<void> {
  const aside = `${file}.${randomUUID()}`;
  await rename(file, aside).catch(() => undefined);
  const taken = await readFile(aside, 'utf8').catch(() => undefined);
  if (taken !== undefined && taken !== seen)
    await writeFile(file, taken, { flag: 'wx' }).catch(() => undefined);
  await rm(aside, { force: true });
}

async function isStale(file: string, content: string): Promise<boolean> {
  const age =
    Date.now() -
    (await stat(file).then(
      (found) => found.mtimeMs,
      () => Date.now(),
    ));
  if (age > STALE_MS) return true;
  const pid = pidOf(content);
  // Between the creation of the file and its content there is a moment without one.
  if (pid === 0) return age > HEARTBEAT_MS * 2;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

function pidOf(content: string): number {
  try {
    return Number((JSON.parse(content) as { pid?: unknown }).pid) || 0;
  } catch {
    return 0;
  }
}
