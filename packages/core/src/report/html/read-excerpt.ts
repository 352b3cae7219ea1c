import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import type { LogExcerpt, LogPart } from './log-excerpt.ts';

/** How much of a log is wanted. */
export interface ExcerptWish {
  /** So many lines of its beginning and of its end. */
  readonly head: number;
  readonly tail: number;
  /** Lines that must be there, by number from 1, each with some around it. */
  readonly lines: readonly number[];
}

/** What is kept of one line. */
const LINE_BYTES = 2000;
const AROUND = 6;
/** The end of a log is read at once. */
const TAIL_BYTES = 256 * 1024;
const NEW_LINE = 0x0a;

/**
 * The beginning of a log, its end, and the lines that were asked for, numbered as triage numbers them. Read as a
 * stream: a log of a gigabyte takes no more memory than one of a page.
 */
export async function readExcerpt(file: string, wish: ExcerptWish): Promise<LogExcerpt> {
  const { size } = await stat(file);
  const kept = new Map<number, string>();
  const isWanted = wanted(wish);
  const lines = await scan(file, (number, bytes) => {
    if (isWanted(number)) kept.set(number, textOf(bytes));
  });
  const end = await readEnd(file, size, wish.tail);
  for (const [index, line] of end.entries()) kept.set(lines - end.length + index + 1, line);
  return { bytes: size, lines, parts: partsOf(kept) };
}

function wanted({ head, lines }: ExcerptWish): (number: number) => boolean {
  const numbers = new Set(
    lines.flatMap((line) => Array.from({ length: AROUND * 2 + 1 }, (_, index) => line - AROUND + index)),
  );
  return (number) => number <= head || numbers.has(number);
}

/** Calls with each line and gives back how many there are. Of a long line only the beginning is held. */
async function scan(file: string, line: (number: number, bytes: Buffer) => void): Promise<number> {
  let number = 0;
  let held = Buffer.alloc(0);
  let isOpen = false;
  for await (const chunk of createReadStream(file, { highWaterMark: 1024 * 1024 }) as AsyncIterable<Buffer>) {
    let from = 0;
    for (let at = chunk.indexOf(NEW_LINE); at !== -1; at = chunk.indexOf(NEW_LINE, from)) {
      number += 1;
      const bytes = chunk.subarray(from, Math.min(at, from + LINE_BYTES));
      line(number, isOpen ? Buffer.concat([held, bytes]) : bytes);
      isOpen = false;
      from = at + 1;
    }
    if (from === chunk.length) continue;
    const rest = chunk.subarray(from, from + LINE_BYTES);
    held = isOpen ? Buffer.concat([held, rest]).subarray(0, LINE_BYTES) : Buffer.from(rest);
    isOpen = true;
  }
  if (isOpen) line(++number, held);
  return number;
}

/** Whole lines only, unless the last one alone is longer than what is read. */
async function readEnd(file: string, size: number, most: number): Promise<readonly string[]> {
  const handle = await open(file, 'r');
  try {
    const length = Math.min(size, TAIL_BYTES);
    const buffer = Buffer.alloc(length);
    const { bytesRead } = await handle.read(buffer, 0, length, size - length);
    const text = buffer.subarray(0, bytesRead);
    const end = text.at(-1) === NEW_LINE ? text.subarray(0, -1) : text;
    if (end.length === 0 && text.length === 0) return [];
    const lines: string[] = [];
    let to = end.length;
    while (lines.length < most) {
      const at = to === 0 ? -1 : end.lastIndexOf(NEW_LINE, to - 1);
      // The first piece of a part is the rest of a line whose beginning was not read.
      if (at === -1 && size > length) break;
      lines.push(textOf(end.subarray(at + 1, to)));
      if (at === -1) break;
      to = at;
    }
    return lines.toReversed();
  } finally {
    await handle.close();
  }
}

function textOf(bytes: Buffer): string {
  const text = bytes.toString('utf8', 0, LINE_BYTES);
  return bytes.length >= LINE_BYTES ? `${text}…` : text.replace(/\r$/u, '');
}

function partsOf(kept: ReadonlyMap<number, string>): readonly LogPart[] {
  const parts: { from: number; lines: string[] }[] = [];
  for (const number of [...kept.keys()].toSorted((a, b) => a - b)) {
    const last = parts.at(-1);
    const line = kept.get(number) ?? '';
    if (last !== undefined && last.from + last.lines.length === number) last.lines.push(line);
    else parts.push({ from: number, lines: [line] });
  }
  return parts;
}
