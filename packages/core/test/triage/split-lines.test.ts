import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitLines } from '../../src/triage/split-lines.ts';

async function* chunks(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}

async function linesOf(bytes: AsyncIterable<Uint8Array>): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of splitLines(bytes)) lines.push(line);
  return lines;
}

const split = (bytes: Uint8Array, size = 7): Promise<string[]> => linesOf(chunks(bytes, size));

describe('the lines of a log', () => {
  it('are the same wherever the bytes were cut', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), fc.integer({ min: 2, max: 9 }), async (text, size) => {
        const whole = `a${text}`;
        const lines = whole.toWellFormed().split('\n');
        if (lines.at(-1) === '') lines.pop();
        expect(await split(Buffer.from(whole), size)).toEqual(lines);
      }),
    );
  });

  it('are cut when they are long, and nothing of the rest is kept', async () => {
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (let count = 0; count < 200; count += 1) yield Buffer.alloc(64 * 1024, 'a');
      yield Buffer.from('\nlast');
    }
    const lines = await linesOf(endless());
    expect(lines.map(({ length }) => length)).toEqual([4000, 4]);
  });

  it('are read as UTF-16 where the byte order mark says so', async () => {
    const text = 'read ECONNRESET\nend';
    expect(await split(Buffer.from(`\uFEFF${text}`, 'utf16le'), 8)).toEqual(['read ECONNRESET', 'end']);
    expect(await split(Buffer.from(`\uFEFF${text}`, 'utf16le').swap16(), 8)).toEqual([
      'read ECONNRESET',
      'end',
    ]);
  });

  it('are text whatever the bytes are', async () => {
    expect(await split(Buffer.from([0xff, 0x00, 0x0a, 0xc3, 0x28]))).toEqual(['\uFFFD\u0000', '\uFFFD(']);
    expect(await split(Buffer.alloc(0))).toEqual([]);
  });
});
