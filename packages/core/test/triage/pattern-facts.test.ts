import { createRequire } from 'node:module';
import type * as recheck from 'recheck';
import { describe, expect, it } from 'vitest';
import { patternFacts } from '../../src/triage/pattern-facts.ts';

const { checkSync } = createRequire(import.meta.url)('recheck/lib/browser.js') as typeof recheck;

describe('the facts of a pattern', () => {
  it.each([
    ['foo', 1, 'foo'],
    ['^E: foo\\.bar$', 1, 'E: foo.bar'],
    ['fo{1,3}bar', 3, 'bar'],
    ['(?:ab|cde) then', 2, ' then'],
    ['a?session lost', 2, 'session lost'],
    ['\\S{1,200}: .{0,79}end', 16_000, 'end'],
    ['[a-z\\]]{2} \\d{3} [^|]{4}', 1, ' '],
    ['(?<name>lost){2}', 1, 'lost'],
    ['x(?:(?:a|b){1,2}){1,2}y', 42, 'x'],
    ['a|b', 2, ''],
  ])('%s: %i ways, and %j in all it matches', (pattern, ways, literal) => {
    expect(RegExp(pattern, 'u')).toBeInstanceOf(RegExp);
    expect(patternFacts(pattern)).toEqual({ ways, literal });
  });

  it.each([
    'a*',
    'a+',
    'a{2,}',
    '(?:a|b)+c',
    '(?=a)b',
    '(?!a)b',
    '(?<=a)b',
    '(?<!a)b',
    '(a)\\1',
    '(?<n>a)\\k<n>',
  ])('refuse %s', (pattern) =>
    expect(() => patternFacts(pattern)).toThrow(/without a bound|ahead or behind|back to a group/u),
  );

  it.each(['^(?:a|a)*$', 'a*a*$', '(?:a+)+$', '^(?:\\w+\\s?)*$', '(.*),(.*),(.*)$', '(a|ab|b)*c$'])(
    'refuse %s, which recheck proves to be slow',
    (pattern) => {
      expect(checkSync(pattern, 'u', { checker: 'automaton' }).status).toBe('vulnerable');
      expect(() => patternFacts(pattern)).toThrow();
    },
  );
});
