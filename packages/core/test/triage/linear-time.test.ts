import { createRequire } from 'node:module';
import type * as recheck from 'recheck';
import { describe, expect, it } from 'vitest';
import { LINE_CHARACTERS } from '../../src/triage/clean-line.ts';
import { RULES } from '../../src/triage/rules.ts';

// Its build in pure JavaScript; `recheck` itself would start a worker, and look for a JVM in it.
const { checkSync } = createRequire(import.meta.url)('recheck/lib/browser.js') as typeof recheck;

/** By automata, which prove it; the other way of recheck only looks for an attack. */
const proven = (source: string, flags: string): string =>
  checkSync(source, flags, { checker: 'automaton', timeout: 20_000 }).status;

const PATTERNS = RULES.flatMap((rule) =>
  (['matches', 'and', 'unless'] as const).flatMap((name) => {
    const pattern = rule[name];
    return pattern === undefined ? [] : [[`${rule.id}, ${name}`, pattern] as const];
  }),
);

describe('the checker of patterns', () => {
  it('knows one that takes exponential, and one that takes quadratic time', () => {
    expect(proven('^(?:a|a)*$', 'u')).toBe('vulnerable');
    expect(proven('a*a*$', 'u')).toBe('vulnerable');
  });
});

describe('every pattern of a rule', () => {
  it.each(PATTERNS)('takes linear time: %s', (_, pattern) => {
    expect(proven(pattern.source, pattern.flags)).toBe('safe');
  });
});

/** Beginnings and middles of what rules know, again and again: each makes a pattern begin and never end. */
const PIECES = [
  'http://a ',
  'https://a.example:',
  'error ',
  'Error: Download failed ',
  "unable to access 'https://a",
  'github.com/a@v1/@v/',
  'E: Failed to fetch a  ',
  'Could not transfer artifact ',
  '1 failed ',
  '= ',
  'a.go:1:1: ',
  'lookup a.b ',
  '│ Error: ',
  '.',
  ' ',
  '\t',
  ':',
  '\u{1F600}',
];

describe('a line that somebody made to slow the rules down', () => {
  it.each(PIECES)('of %j again and again, 2,000 characters long, takes each rule few steps', (piece) => {
    const text = piece.repeat(LINE_CHARACTERS).slice(0, LINE_CHARACTERS);
    const once = piece.repeat(8);
    for (const rule of RULES) {
      // Quadratic work on 250 times the text would be 62,500 times the work: minutes for all rules, and the test's limit.
      expect(typeof rule.matches.test(once)).toBe('boolean');
      for (let round = 0; round < 20; round += 1) rule.matches.test(text);
    }
  });
});
