import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readExcerpt, type ExcerptWish } from '../../../src/report/html/read-excerpt.ts';

let dir = '';
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'sluice-excerpt-'));
});
afterAll(() => rmSync(dir, { recursive: true }));

async function read(content: string | Buffer, wish: Partial<ExcerptWish> = {}) {
  const file = join(dir, 'some.log');
  writeFileSync(file, content);
  return readExcerpt(file, { head: 2, tail: 3, lines: [], ...wish });
}

const numbered = (count: number): string =>
  Array.from({ length: count }, (_, index) => `line ${index + 1}\n`).join('');

describe('an excerpt of a log', () => {
  it('is all of a short one', async () => {
    expect(await read('a\nb\nc\n')).toEqual({
      bytes: 6,
      lines: 3,
      parts: [{ from: 1, lines: ['a', 'b', 'c'] }],
    });
    expect(await read('a\nb')).toMatchObject({ lines: 2, parts: [{ from: 1, lines: ['a', 'b'] }] });
    expect(await read('')).toEqual({ bytes: 0, lines: 0, parts: [] });
    expect(await read('\n')).toMatchObject({ lines: 1, parts: [{ from: 1, lines: [''] }] });
  });

  it('is, of a long one, its beginning, its end and what was asked for, each with its number', async () => {
    const { lines, parts } = await read(numbered(100), { lines: [50] });
    expect(lines).toBe(100);
    expect(parts.map(({ from, lines: some }) => [from, some.length])).toEqual([
      [1, 2],
      [44, 13],
      [98, 3],
    ]);
    expect(parts[1]?.lines[6]).toBe('line 50');
    expect(parts[2]?.lines).toEqual(['line 98', 'line 99', 'line 100']);
  });

  it('joins what touches, and asks for no line that is not there', async () => {
    const { parts } = await read(numbered(20), { lines: [1, 14, 900] });
    expect(parts.map(({ from, lines }) => [from, lines.length])).toEqual([[1, 20]]);
  });

  it('numbers the end of a log that is larger than what is read of its end', async () => {
    const { lines, parts } = await read(numbered(200_000), { tail: 2 });
    expect(lines).toBe(200_000);
    expect(parts.at(-1)).toEqual({ from: 199_999, lines: ['line 199999', 'line 200000'] });
  });

  it('keeps the beginning of a line that is longer than anybody reads, over any chunk', async () => {
    const { lines, parts } = await read(`${'x'.repeat(3_000_000)}\nend\n`, { head: 1, tail: 1 });
    expect(lines).toBe(2);
    expect(parts[0]?.lines.map((line) => line.length)).toEqual([2001, 3]);
    const alone = await read('y'.repeat(3_000_000));
    expect(alone.lines).toBe(1);
    expect(alone.parts.flatMap((part) => part.lines)).toEqual([`${'y'.repeat(2000)}…`]);
  });

  it('takes bytes that are no text, and the returns of Windows', async () => {
    const { parts } = await read(Buffer.from([0xff, 0xfe, 0x61, 0x0d, 0x0a, 0x62, 0x0a]));
    expect(parts[0]?.lines).toEqual(['\uFFFD\uFFFDa', 'b']);
  });

  it('has, for any log and any wish, only lines of the log, at their numbers, none twice', async () => {
    const line = fc.string({ maxLength: 12 }).map((text) => text.replaceAll(/[\r\n]/gu, ' '));
    const cases = fc.record({
      log: fc.array(line, { maxLength: 60 }),
      head: fc.nat(10),
      tail: fc.nat(10),
      lines: fc.array(fc.integer({ min: 1, max: 70 }), { maxLength: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(cases, async ({ log, ...wish }) => {
        const found = await read(log.map((text) => `${text}\n`).join(''), wish);
        expect(found.lines).toBe(log.length);
        const numbers = found.parts.flatMap(({ from, lines }) => lines.map((_, index) => from + index));
        expect(numbers).toEqual([...new Set(numbers)].toSorted((a, b) => a - b));
        const wanted = log
          .map((_, index) => index + 1)
          .filter(
            (number) =>
              number <= wish.head ||
              number > log.length - wish.tail ||
              wish.lines.some((one) => Math.abs(one - number) <= 6),
          );
        expect(numbers).toEqual(wanted);
        expect(found.parts.flatMap(({ lines }) => lines)).toEqual(numbers.map((number) => log[number - 1]));
      }),
      { numRuns: 100 },
    );
  });
});
