import { TextDecoder } from 'node:util';
import { LINE_CHARACTERS } from './clean-line.ts';

/** Room for what `cleanLine` takes off: the columns, the time, colours. */
const KEPT_CHARACTERS = LINE_CHARACTERS * 2;

/**
 * The lines of a log that comes as bytes. What a line has beyond 4,000 characters is dropped as it comes, so that two
 * gigabytes without a line break take no more memory than one line. UTF-8, or UTF-16 where a byte order mark says so;
 * what is neither becomes replacement characters, and is never an error.
 */
export async function* splitLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined;
  let rest = '';
  for await (const chunk of chunks) {
    decoder ??= new TextDecoder(encodingOf(chunk));
    const pieces = decoder.decode(chunk, { stream: true }).split('\n');
    const last = pieces.pop() ?? '';
    for (const piece of pieces) {
      yield joined(rest, piece);
      rest = '';
    }
    rest = joined(rest, last);
  }
  rest = joined(rest, decoder?.decode() ?? '');
  if (rest !== '') yield rest;
}

function joined(rest: string, piece: string): string {
  if (rest.length >= KEPT_CHARACTERS) return rest;
  const line = rest === '' ? piece : rest + piece;
  return line.length > KEPT_CHARACTERS ? line.slice(0, KEPT_CHARACTERS) : line;
}

function encodingOf(first: Uint8Array): string {
  if (first[0] === 0xff && first[1] === 0xfe) return 'utf-16le';
  return first[0] === 0xfe && first[1] === 0xff ? 'utf-16be' : 'utf-8';
}
