import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { readBuildLog, type BuildLog } from '../parse/build-log.ts';

/** A line longer than this is cut: progress bars of a megabyte are no lines. */
const MOST_LINE = 64 * 1024;

/** How long a log is now, so that only what is added later is read. */
export async function logLength(path: string): Promise<number> {
  return (await stat(path).catch(() => ({ size: 0 }))).size;
}

/**
 * Reads a build from the log of the attempt, from a place on: the whole of it, in little memory, where what a program
 * printed is kept in memory only to a bound. Lines end at a newline alone: a carriage return would let a step begin one.
 */
export async function readLogFrom(path: string, start: number): Promise<BuildLog> {
  const reader = readBuildLog();
  let held = '';
  for await (const chunk of createReadStream(path, { start, encoding: 'utf8' })) {
    const lines = `${held}${String(chunk)}`.split('\n');
    held = (lines.pop() ?? '').slice(0, MOST_LINE);
    for (const line of lines) reader.line(line);
  }
  reader.line(held);
  return reader.done();
}
