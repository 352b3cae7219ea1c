import { truncateSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { tempWorkspace } from '@sluice/core/testing';
import { byteWords } from '../../src/context/byte-words.ts';
import { createIgnoreMatcher } from '../../src/context/ignore-matcher.ts';
import { measureContext } from '../../src/context/measure-context.ts';
import { readIgnoreRules } from '../../src/context/read-ignore-rules.ts';

const matcher = (text: string) => createIgnoreMatcher(readIgnoreRules(text));
const signal = new AbortController().signal;

describe('the size of a context', () => {
  it('is what would be sent, with the largest of what lies in it', async () => {
    await using place = await tempWorkspace({
      'a.txt': 'x'.repeat(10),
      'data/one/b.bin': '',
      'data/c.bin': 'x'.repeat(5),
      'node_modules/d.js': 'x'.repeat(1000),
      'node_modules/keep/e.js': 'x'.repeat(7),
    });
    truncateSync(place.path('data/one/b.bin'), 10_000_000_000);
    expect(await measureContext(place.dir, matcher('node_modules\n!node_modules/keep'), signal)).toEqual({
      bytes: 10_000_000_022,
      files: 4,
      largest: [
        { path: 'data', bytes: 10_000_000_005 },
        { path: 'a.txt', bytes: 10 },
        { path: 'node_modules', bytes: 7 },
      ],
    });
  });

  it('is not gone on with when the check is ended', async () => {
    await using place = await tempWorkspace({ 'a.txt': 'x' });
    await expect(measureContext(place.dir, matcher(''), AbortSignal.abort())).rejects.toThrow();
  });

  it.each([
    [0, '0 bytes'],
    [999, '999 bytes'],
    [1_982_260, '2.0 MB'],
    [212_345_678, '212 MB'],
    [10_000_000_000, '10 GB'],
    [9_999_999_999, '10.0 GB'],
  ])('%i is %s', (bytes, words) => {
    expect(byteWords(bytes)).toBe(words);
  });
});
