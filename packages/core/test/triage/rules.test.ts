import { describe, expect, it } from 'vitest';
import { PERSISTENT_CATEGORIES, TRANSIENT_CATEGORIES } from '../../src/model/triage.ts';
import { cleanLine, LINE_CHARACTERS } from '../../src/triage/clean-line.ts';
import type { FailureRule } from '../../src/triage/failure-rule.ts';
import { RULES } from '../../src/triage/rules.ts';

const knows = ({ matches, and, unless }: FailureRule, text: string): boolean => {
  const line = cleanLine(text, 1).text;
  return matches.test(line) && and?.test(line) !== false && unless?.test(line) !== true;
};

/** What stands in a pattern outside of classes and escapes. */
const skeleton = (pattern: RegExp): string =>
  pattern.source.replace(/\\./gu, 'e').replace(/\[(?:[^\]])*\]/gu, 'c');

describe.each(RULES.map((rule) => [rule.id, rule] as const))('the rule %s', (_, rule) => {
  it.each(rule.examples.is)('knows %s', (text) => {
    expect(knows(rule, text)).toBe(true);
  });

  it.each(rule.examples.not)('leaves %s', (text) => {
    expect(knows(rule, text)).toBe(false);
  });

  it('has examples of both, a source, and a category of its kind', () => {
    expect(rule.examples.is.length).toBeGreaterThan(0);
    expect(rule.examples.not.length).toBeGreaterThan(0);
    expect(rule.source).not.toBe('');
    const categories: readonly string[] =
      rule.kind === 'transient' ? TRANSIENT_CATEGORIES : PERSISTENT_CATEGORIES;
    expect(categories).toContain(rule.category);
  });

  it('repeats nothing without a bound', () => {
    for (const pattern of [rule.matches, rule.and, rule.unless].filter((one) => one !== undefined)) {
      expect(skeleton(pattern)).not.toMatch(/[*+]|\{\d+,\}/u);
      expect(pattern.flags).not.toMatch(/[gy]/u);
    }
  });
});

describe('the rules', () => {
  it('have ids that are unique and kebab-case', () => {
    const ids = RULES.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/u.test(id))).toEqual([]);
  });

  it('never read a timestamp, a commit or a duration as a status', () => {
    const harmless = [
      '2026-02-03T04:05:06.5034290Z HEAD is now at 503fa42 Answer 429',
      'pull/502/merge -> 5045029429',
      'built in 503 ms, 429 modules',
      'Downloaded 502 crates (42.9 MB) in 5.03s',
    ];
    expect(RULES.flatMap((rule) => harmless.filter((text) => knows(rule, text)))).toEqual([]);
  });

  it('end on lines that somebody made long to slow them down', () => {
    const pieces = [
      'http://',
      'error ',
      "unable to access 'https://a",
      'Download failed ',
      '@v1',
      'E: ',
      '1 failed ',
      '= ',
      '.',
      ' ',
    ];
    for (const piece of pieces) {
      const { text } = cleanLine(piece.repeat(LINE_CHARACTERS), 1);
      expect(text.length).toBeLessThanOrEqual(LINE_CHARACTERS);
      for (const rule of RULES) expect(typeof rule.matches.test(text)).toBe('boolean');
    }
  });
});
