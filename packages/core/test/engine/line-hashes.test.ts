import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineHashes } from '../../src/engine/line-hashes.ts';

function all(text: string): readonly (string | undefined)[] {
  const count = text.split(/\r\n|\r|\n/u).length;
  const hashes = lineHashes(text, new Set(Array.from({ length: count }, (_, index) => index + 1)));
  return Array.from({ length: count }, (_, index) => hashes.get(index + 1));
}

/** The same as written down by GitHub, with arbitrary precision and no shortcut. */
function slowly(text: string): readonly string[] {
  const characters = [...text.replace(/\r\n?/gu, '\n').replace(/[ \t]/gu, '')].flatMap((one) =>
    Array.from({ length: one.length }, (_, index) => BigInt(one.charCodeAt(index))),
  );
  const padded = [...characters, 65535n, ...Array<bigint>(100).fill(0n)];
  const counts = new Map<string, number>();
  return padded.slice(0, characters.length + 1).flatMap((_, index) => {
    if (index > 0 && padded[index - 1] !== 10n) return [];
    const value = padded.slice(index, index + 100).reduce((sum, one) => (sum * 37n + one) % 2n ** 64n, 0n);
    const hash = value.toString(16);
    counts.set(hash, (counts.get(hash) ?? 0) + 1);
    return [`${hash}:${counts.get(hash)}`];
  });
}

describe("GitHub's hash of a line", () => {
  // The expected values are those of the tests of GitHub's upload action.
  it.each([
    ['', ['c129715d7a2bc9a3:1']],
    [
      ' a\nb\n  \t\tc\n d',
      ['271789c17abda88f:1', '54703d4cd895b18:1', '180aee12dab6264:1', 'a23a3dc5e078b07b:1'],
    ],
    [
      ' hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End',
      [
        '8b7cf3e952e7aeb2:1',
        'b1ae1287ec4718d9:1',
        'bff680108adb0fcc:1',
        'c6805c5e1288b612:1',
        'b86d3392aea1be30:1',
        'e6ceba753e1a442:1',
      ],
    ],
    [
      ' hello; \t\r\nworld!!!\r\n\r\n\r\n  \t\tGreetings\r\n End\r\n',
      [
        'e9496ae3ebfced30:1',
        'fb7c023a8b9ccb3f:1',
        'ce8ba1a563dcdaca:1',
        'e20e36e16fcb0cc8:1',
        'b3edc88f2938467e:1',
        'c8e28b0b4002a3a0:1',
        'c129715d7a2bc9a3:1',
      ],
    ],
  ])('is what its upload action computes for %j', (text, expected) => {
    expect(all(text)).toEqual(expected);
  });

  it('is what arithmetic without shortcuts gives, for any text', () => {
    const unit = fc.constantFrom(
      'a',
      'ß',
      '\u{1F600}',
      '\uFFFF',
      ' ',
      '\t',
      '\n',
      '\r\n',
      '\r',
      'x'.repeat(60),
    );
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 40 }), (text) => {
        expect(all(text)).toEqual(slowly(text));
      }),
    );
  });
});
