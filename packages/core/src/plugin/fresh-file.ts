import { stat } from 'node:fs/promises';

/** How a file was before a command ran that is to write it. */
export interface Snapshot {
  readonly file: string;
  /** Undefined when there was none. */
  readonly identity?: string;
  readonly takenMs: number;
}

// Some filesystems keep times to 2 s, and a coarse kernel clock lags behind ours.
const TOLERANCE_MS = 2000;

export async function snapshot(file: string): Promise<Snapshot> {
  const takenMs = Date.now();
  try {
    return { file, identity: await identityOf(file), takenMs };
  } catch {
    return { file, takenMs };
  }
}

/**
 * Why a file is no product of the run that began at the snapshot, or undefined when it is. A report left over from
 * an earlier run would pass a command that wrote none, so it is told by inode, size and change time, which even a
 * rewrite with the same content moves; and one with an older date was copied from somewhere.
 */
export async function staleness(before: Snapshot): Promise<string | undefined> {
  try {
    if ((await identityOf(before.file)) === before.identity) return 'is left over from an earlier run';
    const { mtimeMs } = await stat(before.file);
    return mtimeMs < before.takenMs - TOLERANCE_MS ? 'is older than this run' : undefined;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' ? 'was not written' : `cannot be read (${code ?? 'unknown error'})`;
  }
}

async function identityOf(file: string): Promise<string> {
  const { ino, size, ctimeNs, mtimeNs } = await stat(file, { bigint: true });
  return [ino, size, ctimeNs, mtimeNs].join(':');
}
