import { LINE_CHARACTERS } from './clean-line.ts';
import { createLiteralMatcher, type LiteralMatcher } from './literal-matcher.ts';
import { LITERALS } from './literals.ts';
import { splitLines } from './split-lines.ts';

/** What takes the lines of a log, and says in the end what they come to. */
export interface LogSink<T> {
  /** `number` from 1; lines in which no literal of `LITERALS` stands are left out, unless `wantsAll`. */
  readonly push: (line: string, number: number) => void;
  /** True where every line counts. */
  readonly wantsAll: () => boolean;
  /** `lines`: how many the log has. */
  readonly end: (lines: number) => T;
}

/** Room for what `cleanLine` takes off: the columns, the time, colours. */
const KEPT_BYTES = LINE_CHARACTERS * 2;
const NEW_LINE = 0x0a;
/** `> app@1.0.0 test`, by which npm says what it runs: no literal, for most that is like it is something else. */
const BANNER = 0x3e;
/** `$ npm ci`, by which Sluice does. */
const PROMPT = 0x24;
/** `2026-02-03T04:05:06.7890123Z `: no literal stands in it. */
const TIME_BYTES = 29;

let matcher: LiteralMatcher | undefined;

/**
 * Hands the lines of a log that comes as bytes to a sink. Only lines in which a literal stands are decoded and read: most
 * of a log is none of these. Bounded memory, even where two gigabytes are one line. `literals`: other ones, where other rules count.
 */
export async function readLog<T>(
  chunks: AsyncIterable<Uint8Array>,
  sink: LogSink<T>,
  literals: readonly string[] = LITERALS,
): Promise<T> {
  const iterator = chunks[Symbol.asyncIterator]();
  const first = await iterator.next();
  if (first.done === true) return sink.end(0);
  const rest: AsyncIterable<Uint8Array> = { [Symbol.asyncIterator]: () => iterator };
  if (isUtf16(first.value)) {
    let number = 0;
    for await (const line of splitLines(joined(first.value, rest))) sink.push(line, ++number);
    return sink.end(number);
  }
  const reader = createReader(sink, matcherOf(literals));
  reader.read(first.value);
  for await (const chunk of rest) reader.read(chunk);
  return reader.end();
}

async function* joined(first: Uint8Array, rest: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield first;
  yield* rest;
}

function isUtf16([a, b]: Uint8Array): boolean {
  return (a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff);
}

interface Reader<T> {
  readonly read: (chunk: Uint8Array) => void;
  readonly end: () => T;
}

function matcherOf(literals: readonly string[]): LiteralMatcher {
  if (literals !== LITERALS) return createLiteralMatcher(literals);
  matcher ??= createLiteralMatcher(LITERALS);
  return matcher;
}

function createReader<T>(sink: LogSink<T>, isTold: LiteralMatcher): Reader<T> {
  let number = 0;
  // The beginning of a line whose end has not come.
  let held = Buffer.alloc(0);
  let isHeld = false;

  const line = (bytes: Buffer, from: number, end: number): void => {
    number += 1;
    const to = Math.min(end, from + KEPT_BYTES);
    const start = isTimed(bytes, from, to) ? from + TIME_BYTES : from;
    const opens = bytes[start];
    if (opens === BANNER || opens === PROMPT || isTold(bytes, start, to) || sink.wantsAll())
      sink.push(bytes.toString('utf8', from, to), number);
  };
  const hold = (bytes: Buffer): void => {
    isHeld = true;
    if (held.length < KEPT_BYTES) held = Buffer.concat([held, bytes.subarray(0, KEPT_BYTES - held.length)]);
  };
  return {
    read: (chunk) => {
      const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
      let from = 0;
      let end = bytes.indexOf(NEW_LINE);
      if (isHeld && end !== -1) {
        hold(bytes.subarray(0, end));
        line(held, 0, held.length);
        held = Buffer.alloc(0);
        isHeld = false;
        from = end + 1;
        end = bytes.indexOf(NEW_LINE, from);
      }
      while (end !== -1) {
        line(bytes, from, end);
        from = end + 1;
        end = bytes.indexOf(NEW_LINE, from);
      }
      if (from < bytes.length) hold(bytes.subarray(from));
    },
    end: () => {
      if (isHeld) line(held, 0, held.length);
      return sink.end(number);
    },
  };
}

function isTimed(bytes: Buffer, from: number, to: number): boolean {
  return (
    to - from > TIME_BYTES &&
    bytes[from + 10] === 0x54 &&
    bytes[from + 27] === 0x5a &&
    bytes[from + 28] === 0x20
  );
}
