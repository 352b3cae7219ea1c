import {
  closeSync,
  fstatSync,
  mkdirSync,
  open,
  openSync,
  readSync,
  statfsSync,
  write,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { ciError } from '../errors/ci-error.ts';
import { messageOf } from '../errors/message-of.ts';

const openSoon = promisify(open);
const writeSome = promisify(write);
const FULL_BYTES = 1024 * 1024;

/** The log of an attempt: everything its programs print, appended. */
export interface LogFile {
  readonly path: string;
  /** The descriptor, opened for appending: may be handed to a child. */
  readonly fd: number;
  /** Queues bytes. False when so much waits that the caller should pause until `drained`. */
  readonly write: (chunk: Uint8Array) => boolean;
  /** Resolves when what was queued is on its way to the disk or writing has failed. Never rejects. */
  readonly drained: () => Promise<void>;
  /** Writes at once, ahead of nothing: waits for no queue. Used where a child holds the descriptor. */
  readonly writeNow: (text: string) => void;
  /** True at the beginning of the file or after a line's end. */
  readonly isAtLineStart: () => boolean;
  readonly hasFailed: () => boolean;
  /**
   * Throws STATE_UNWRITABLE when any write failed, or the disk is full now: a child that holds the descriptor gets
   * the error, and may not mind. Output that was lost is no evidence.
   */
  readonly assertWritten: () => void;
  readonly close: () => Promise<void>;
}

/**
 * Opens a log, making its folder. Throws STATE_UNWRITABLE. Not on the main thread: a file of its own for each of many
 * short programs took a tenth of a run's time there, in which no other program could be started.
 */
export async function openLogFile(path: string): Promise<LogFile> {
  return logOf(path, await openSoon(path, 'a+').catch(() => openNow(path)));
}

/** The same, at once: for a caller that cannot wait. */
export function openLogFileNow(path: string): LogFile {
  return logOf(path, openNow(path));
}

function logOf(path: string, fd: number): LogFile {
  let queue: Uint8Array[] = [];
  let queuedBytes = 0;
  let pump: Promise<void> | undefined;
  let failure: unknown;
  const run = async (): Promise<void> => {
    while (queue.length > 0 && failure === undefined) {
      const batch = queue;
      queue = [];
      try {
        await writeAll(fd, batch.length === 1 ? batch[0] : Buffer.concat(batch));
      } catch (error) {
        failure = error;
      }
      queuedBytes = queue.reduce((sum, chunk) => sum + chunk.length, 0);
    }
    if (failure !== undefined) [queue, queuedBytes] = [[], 0];
    pump = undefined;
  };
  const drained = async (): Promise<void> => {
    // oxlint-disable-next-line no-unmodified-loop-condition -- the next pump begins while this one is awaited
    while (pump !== undefined) await pump;
  };
  return {
    path,
    fd,
    write: (chunk) => {
      if (failure !== undefined) return true;
      queue.push(chunk);
      queuedBytes += chunk.length;
      pump ??= run();
      return queuedBytes < FULL_BYTES;
    },
    drained,
    writeNow: (text) => {
      try {
        writeText(fd, text);
      } catch (error) {
        failure ??= error;
      }
    },
    isAtLineStart: () => isAtLineStart(fd),
    hasFailed: () => failure !== undefined,
    assertWritten: () => {
      failure ??= fullDisk(path);
      if (failure !== undefined) throw unwritable(path, failure);
    },
    close: async () => {
      await drained();
      closeSync(fd);
    },
  };
}

function openNow(path: string): number {
  try {
    try {
      return openSync(path, 'a+');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      mkdirSync(dirname(path), { recursive: true });
      return openSync(path, 'a+');
    }
  } catch (error) {
    throw unwritable(path, error);
  }
}

async function writeAll(fd: number, bytes: Uint8Array = new Uint8Array()): Promise<void> {
  let offset = 0;
  while (offset < bytes.length) offset += (await writeSome(fd, bytes, offset)).bytesWritten;
}

function writeText(fd: number, text: string): void {
  const bytes = Buffer.from(text);
  let offset = 0;
  while (offset < bytes.length) offset += writeSync(fd, bytes, offset);
}

function isAtLineStart(fd: number): boolean {
  const { size } = fstatSync(fd);
  if (size === 0) return true;
  const last = Buffer.alloc(1);
  return readSync(fd, last, 0, 1, size - 1) === 0 || last[0] === 0x0a;
}

/** Asked of the disk, not by a write: a probe would stand in the log. */
function fullDisk(path: string): Error | undefined {
  try {
    const { blocks, bfree, bavail } = statfsSync(path);
    const free = process.getuid?.() === 0 ? bfree : bavail;
    // Without any blocks it is no disk: a device, or a file system that does not count.
    return blocks > 0 && free === 0 ? new Error('no space is left on the device') : undefined;
  } catch {
    return undefined;
  }
}

function unwritable(path: string, error: unknown): Error {
  return ciError('STATE_UNWRITABLE', { dir: dirname(path), detail: messageOf(error) }, { file: path }, error);
}
