import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classify } from '../../src/triage/classify.ts';
import { classifyLog } from '../../src/triage/classify-log.ts';
import { createLiteralMatcher } from '../../src/triage/literal-matcher.ts';
import { LITERALS } from '../../src/triage/literals.ts';
import { RULES } from '../../src/triage/rules.ts';
import { actionLog } from './action-log.ts';

const show = (text: string): string => text;

async function* chunks(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}

const known = RULES.flatMap(({ examples }) => [...examples.is, ...examples.not]);
const log = fc
  .array(fc.oneof(fc.constantFrom(...known), fc.string(), fc.string({ unit: 'binary' })), { maxLength: 30 })
  .map((output) =>
    actionLog([
      { run: 'npm ci', output: output.slice(0, 10), exit: 1 },
      { run: 'make', output: output.slice(10) },
    ]).join('\n'),
  );

describe('a log that comes as bytes', () => {
  it('is judged as its lines are, wherever the bytes were cut', async () => {
    await fc.assert(
      fc.asyncProperty(log, fc.integer({ min: 1, max: 300 }), async (text, size) => {
        const bytes = Buffer.from(text);
        const lines = bytes.toString().split('\n');
        expect(await classifyLog(chunks(bytes, size), { show })).toEqual(await classify(lines, { show }));
      }),
    );
  });

  it('is judged by what is in its first characters where a line has no end', async () => {
    async function* endless(): AsyncGenerator<Uint8Array> {
      const piece = Buffer.alloc(1024 * 1024, 'read ECONNRESET ');
      for (let count = 0; count < 300; count += 1) yield piece;
    }
    const before = process.memoryUsage().arrayBuffers;
    expect((await classifyLog(endless(), { show })).verdict).not.toBe('transient');
    // 300 MB were read, and what is kept of a line is kilobytes.
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(100 * 1024 * 1024);
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['zeros', Buffer.alloc(100_000)],
    ['every byte', Buffer.from(Array.from({ length: 4096 }, (_, index) => index % 256))],
    ['UTF-16 of half a character', Buffer.from([0xff, 0xfe, 0x61])],
    ['Latin-1', Buffer.from('E: Zugriff verweigert für ä\n', 'latin1')],
  ])('of %s is never transient', async (_, bytes) => {
    expect((await classifyLog(chunks(bytes, 1000), { show })).verdict).not.toBe('transient');
  });

  it('is read as UTF-16 where the byte order mark says so', async () => {
    const bytes = Buffer.from('\uFEFFnpm error code ECONNRESET\n', 'utf16le');
    expect(await classifyLog(chunks(bytes, 7), { show })).toMatchObject({
      verdict: 'transient',
      category: 'npm',
    });
  });
});

describe('the literals', () => {
  const matches = createLiteralMatcher(LITERALS);
  const isTold = (text: string): boolean => {
    const bytes = Buffer.from(text);
    return matches(bytes, 0, bytes.length);
  };

  it.each(RULES.map((rule) => [rule.id, rule] as const))(
    'stand in what the rule %s knows',
    (_, { examples }) => {
      expect(examples.is.filter((text) => !isTold(text))).toEqual([]);
    },
  );

  it('stand in none of what most of a log is', () => {
    const common = [
      '[ 71%] Building CXX object src/CMakeFiles/a.dir/b.cpp.o',
      'tests/unit/test_orders.py::test_total PASSED [ 12%]',
      'src/a.ts  12 ms',
      '#12 3.456 copying a/b.py -> build/lib/a',
      'Unpacking libc6-dev:amd64 (2.39-0ubuntu8.4) ...',
    ];
    expect(common.filter(isTold)).toEqual([]);
  });

  it('are found like a search for each would find them', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'A', '1', '2', ' '), maxLength: 12 });
    const fold = (text: string): string => text.toLowerCase().replaceAll(/\d/gu, '0');
    fc.assert(
      fc.property(
        fc.array(
          letters.filter((text) => text !== ''),
          { minLength: 1, maxLength: 5 },
        ),
        letters,
        (words, text) => {
          const bytes = Buffer.from(text);
          const expected = words.some((word) => fold(text).includes(fold(word)));
          expect(createLiteralMatcher(words)(bytes, 0, bytes.length)).toBe(expected);
        },
      ),
    );
  });
});
