import { describe, expect, it } from 'vitest';
import { duration, percent, percentRange } from '../../src/commands/words.ts';

describe('figures in words', () => {
  it.each([
    [null, 'no data'],
    [0.85, '85.0 %'],
    [0.8496, '84.9 %'],
    [0.9999, '99.9 %'],
    [0.29, '29.0 %'],
    [1, '100.0 %'],
    [0, '0.0 %'],
  ])('the rate %s is %s: never more than it is', (share, words) => {
    expect(percent(share)).toBe(words);
  });

  it('an interval is rounded as usual', () => {
    expect(percentRange([0.48687, 0.97433])).toBe('48.7 to 97.4 %');
  });

  it.each([
    [null, 'no data'],
    [0, '0 ms'],
    [42.4, '42 ms'],
    [12_490, '12.4 s'],
    [59_999, '59.9 s'],
    [125_000, '2 min 05 s'],
    [3_900_000, '1 h 05 min'],
    [4 * 86_400_000 + 3 * 3_600_000, '4 d 03 h'],
  ])('%s milliseconds are %s', (ms, words) => {
    expect(duration(ms)).toBe(words);
  });
});
