import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** The last lines of a log and how many bytes lie before them. */
export interface Tail {
  readonly lines: readonly string[];
  readonly isCut: boolean;
}

/** So much is read at most: a log may be a gigabyte, and 200 lines of it are shown. */
const MOST_BYTES = 128 * 1024;

/**
 * The end of a log. Synchronous, for it is called between two events whose lines must not mix; an unreadable log is
 * an empty one, for a view must not fail a run.
 */
export function readTail(file: string, mostLines: number): Tail {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(file, 'r');
    const { size } = fstatSync(descriptor);
    const length = Math.min(size, MOST_BYTES);
    const buffer = Buffer.alloc(length);
    const read = readSync(descriptor, buffer, 0, length, size - length);
    const lines = buffer
      .toString('utf8', 0, read)
      .replace(/\r?\n$/u, '')
      .split('\n');
    const whole = size > length ? lines.slice(1) : lines;
    const isEmpty = whole.length === 1 && whole[0] === '';
    return {
      lines: isEmpty ? [] : whole.slice(-mostLines),
      isCut: size > length || whole.length > mostLines,
    };
  } catch {
    return { lines: [], isCut: false };
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}
