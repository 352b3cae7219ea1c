import { describe, expect, it } from 'vitest';
import { maskTokens } from '../../src/parse/token-shapes.ts';
import { EXAMPLE_KEY, PLANTED_TOKEN } from '../fixture.ts';

// Each in parts, for the scanners of whoever hosts this file look for tokens too.
const tokens = [
  PLANTED_TOKEN,
  EXAMPLE_KEY,
  ['github', 'pat', '11AAAAAAA0aaaaaaaaaaaa'].join('_'),
  ['glpat', 'aaaaaaaaaaaaaaaaaaaa'].join('-'),
  ['xoxb', '123456789012', 'abcdefabcdef'].join('-'),
  ['sk', 'live', 'abcdefghijklmnop'].join('_'),
  ['npm', 'a'.repeat(36)].join('_'),
  ['eyJhbGciOiJIUzI1', 'eyJzdWIiOiIxMjM0', 'c2lnbmF0dXJlLi4u'].join('.'),
];

describe('maskTokens', () => {
  it.each(tokens)('masks a token wherever it stands', (token) => {
    expect(maskTokens(`a ${token}, b/${token}.txt`)).toBe('a ***, b/***.txt');
  });

  it('masks the password of an address and leaves the rest', () => {
    expect(maskTokens('https://ann:hunter2@example.org/x')).toBe('https://ann:***@example.org/x');
  });

  it('masks a private key', () => {
    const border = (word: string): string => `-----${word} RSA PRIVATE KEY-----`;
    expect(maskTokens(`x ${border('BEGIN')} MIIabc ${border('END')} y`)).toBe('x *** y');
  });

  it.each(['CVE-2019-10906', 'https://osv.dev/vulnerability/PYSEC-2019-217', 'a@b.org', 'app/ghp_notes.py'])(
    'leaves %s as it is',
    (text) => {
      expect(maskTokens(text)).toBe(text);
    },
  );
});
