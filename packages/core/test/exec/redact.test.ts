import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRedactor, type Redactor } from '../../src/exec/redact.ts';
import { secretForms } from '../../src/exec/secret-forms.ts';

const inPieces = (redactor: Redactor, pieces: readonly string[]): string => {
  const stream = redactor.stream();
  return pieces.map((piece) => stream(piece)).join('') + stream('', true);
};
const pieces = (text: string, cuts: readonly number[]): string[] => {
  const places = [...new Set([0, ...cuts.map((cut) => cut % (text.length + 1)), text.length])].sort(
    (one, other) => one - other,
  );
  return places.slice(1).map((place, index) => text.slice(places[index], place));
};
/** Few letters, so that secrets overlap, repeat and begin inside one another. */
const dense = (minLength: number, maxLength: number) =>
  fc.string({ unit: fc.constantFrom('a', 'b', '/', ':', '@', '\n'), minLength, maxLength });

describe('the redactor', () => {
  it('masks a secret in every form it is likely to take', () => {
    const secret = 'p&ss "w/rd" it\'s <ü>+=';
    const { text, hasSecrets } = createRedactor({ DB_PASSWORD: secret });
    expect(hasSecrets).toBe(true);
    const shown = [
      secret,
      encodeURIComponent(secret),
      encodeURIComponent(secret).replaceAll('%20', '+'),
      encodeURIComponent(secret).toLowerCase(),
      Buffer.from(secret).toString('base64').replace(/=+$/u, ''),
      Buffer.from(secret).toString('base64url'),
      JSON.stringify(secret).slice(1, -1),
      String.raw`p&ss \"w/rd\" it's <\u00fc>+=`,
      'p&amp;ss &quot;w/rd&quot; it&apos;s &lt;ü&gt;+=',
      'p&amp;ss "w/rd" it\'s &lt;ü&gt;+=',
      String.raw`p&ss "w/rd" it'\''s <ü>+=`,
    ];
    for (const form of shown) expect(text(`before ${form} after`)).toMatch(/^before (?:\*\*\*)=* after$/u);
  });

  it.each([1, 2, 3, 4, 5])('finds it inside a longer base64 text, %i bytes in', (offset) => {
    const { text } = createRedactor({ API_TOKEN: 'correct-horse-battery' });
    const encoded = Buffer.from(`${'x'.repeat(offset)}correct-horse-battery:y`).toString('base64');
    expect(text(`Basic ${encoded}`)).toContain('***');
    expect(Buffer.from(text(encoded).split('***')[0]!, 'base64').toString()).not.toMatch(/corr/u);
  });

  it('masks each line of a key, and leaves its borders readable', () => {
    const key = '-----BEGIN PRIVATE KEY-----\nMIIEvQIBADAN\nBgkqhkiG9w0B\n-----END PRIVATE KEY-----\n';
    const { text } = createRedactor({ SIGNING_KEY: key });
    expect(text('x MIIEvQIBADAN y')).toBe('x *** y');
    expect(text('-----BEGIN PRIVATE KEY-----')).toBe('-----BEGIN PRIVATE KEY-----');
    expect(text(key)).not.toMatch(/MII|Bgk/u);
    expect(text(JSON.stringify({ key }))).not.toMatch(/MII|Bgk/u);
  });

  it.each([
    ['https://user:pass@host/x', 'https://***@host/x'],
    ['git+https://user:p@ss@host', 'git+https://***@host'],
    ['postgres://me:pw@db:5432/x', 'postgres://***@db:5432/x'],
    ['HTTPS://ghp_0123456789abcdef@host', 'HTTPS://***@host'],
    ['two https://a:b@c and http://d:e@f', 'two https://***@c and http://***@f'],
    ['"https://a:b@c"', '"https://***@c"'],
    ['https://:secret@host', 'https://***@host'],
  ])('masks the password in %s', (text, masked) => {
    const redactor = createRedactor({});
    expect(redactor.hasSecrets).toBe(false);
    expect(redactor.text(text)).toBe(masked);
    expect(inPieces(redactor, [...text])).toBe(masked);
  });

  it.each([
    'https://example.com:8080/a@b',
    'ssh://git@github.com/x',
    'https://me@host/x',
    'write to a@b.c, see http://x.y',
    'docker://alpine@sha256:12',
    '://',
  ])('leaves %s alone', (text) => {
    expect(createRedactor({}).text(text)).toBe(text);
    expect(inPieces(createRedactor({}), [...text])).toBe(text);
  });

  it('leaves short values and harmless variables alone', () => {
    const { text, hasSecrets } = createRedactor({
      A_TOKEN: 'short',
      HOME: '/home/someone',
      SOME_KEY: '',
      NO_KEY: undefined,
    });
    expect(hasSecrets).toBe(false);
    expect(text('short /home/someone')).toBe('short /home/someone');
  });

  it('learns more secrets and forgets none', () => {
    const redactor = createRedactor({ A_TOKEN: 'first-secret' }).with({
      A_TOKEN: 'second-secret',
      HOME: 'somewhere',
    });
    expect(redactor.text('first-secret second-secret somewhere')).toBe('*** *** somewhere');
    const same = createRedactor({});
    expect(same.with({ HOME: 'somewhere' })).toBe(same);
  });

  it('masks the longest where one secret contains another, and leaves no end of one that overlaps', () => {
    const { text } = createRedactor({ A_TOKEN: 'abcdef', B_TOKEN: 'abcdefghij', C_TOKEN: 'ghijklmn' });
    expect(text('abcdefghijklmn')).toBe('***');
    expect(text('abcdefghi')).toBe('***ghi');
  });

  it('gives the same in pieces as in one, wherever it is cut', () => {
    fc.assert(
      fc.property(
        fc.array(dense(6, 10), { maxLength: 4 }),
        dense(0, 80),
        fc.array(fc.nat()),
        (secrets, text, cuts) => {
          const redactor = createRedactor(
            Object.fromEntries(secrets.map((secret, index) => [`TOKEN_${index}`, secret])),
          );
          expect(inPieces(redactor, pieces(text, cuts))).toBe(redactor.text(text));
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('lets no secret through, in any form and cut anywhere', () => {
    // A mask is made of characters that no secret here has, so it cannot complete one.
    const secret = fc
      .string({ unit: 'binary', minLength: 6, maxLength: 30 })
      .filter((value) => value.trim().length >= 6 && !value.includes('*'));
    fc.assert(
      fc.property(
        secret,
        fc.string(),
        fc.string(),
        fc.nat(),
        fc.array(fc.nat()),
        (value, before, after, which, cuts) => {
          const forms = secretForms(value);
          const form = forms[which % forms.length]!;
          const masked = inPieces(
            createRedactor({ SOME_SECRET: value }),
            pieces(before + form + after, cuts),
          );
          for (const each of forms) expect(masked).not.toContain(each);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('changes nothing where there is nothing to hide', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), fc.array(fc.nat()), (text, cuts) => {
        fc.pre(!text.includes('://'));
        expect(inPieces(createRedactor({ A_TOKEN: 'not-in-there-at-all' }), pieces(text, cuts))).toBe(text);
      }),
    );
  });

  it('holds back no more than a secret or an address can be long', () => {
    const stream = createRedactor({ A_TOKEN: 'x'.repeat(100) }).stream();
    expect(stream(`https://${'a'.repeat(100_000)}`).length).toBeGreaterThan(99_000);
    expect(stream(`${'y'.repeat(1000)}${'x'.repeat(99)}`).length).toBeGreaterThanOrEqual(1000);
  });

  it.each([
    ['repeated beginnings of a secret', { A_TOKEN: `${'ab'.repeat(20)}c` }, 'ab'],
    ['a repeated secret', { A_TOKEN: 'aaaaaaaa' }, 'a'],
    ['addresses that never end', {}, '://:'],
    ['colons', {}, ':'],
    ['letters of a scheme', {}, 'http'],
  ])('takes time in proportion to the text: %s', (_, env, unit) => {
    const workFor = (length: number): number => {
      const stream = createRedactor(env).stream();
      const chunk = unit.repeat(4096);
      const start = performance.now();
      for (let done = 0; done < length; done += chunk.length) stream(chunk);
      stream('', true);
      return performance.now() - start;
    };
    workFor(200_000);
    // Quadratic work would take 64 times as long; a loaded machine, a few times.
    expect(workFor(4_000_000)).toBeLessThan(Math.max(50, workFor(500_000)) * 40);
  });
});

describe('a redactor that learns', () => {
  it('masks a value from then on, also in what was made from it before, and in a stream that is open', () => {
    const redactor = createRedactor({ API_TOKEN: 'correct-horse' });
    const other = redactor.with({ DB_PASSWORD: 'battery-staple' });
    const stream = redactor.stream();
    expect(stream('found t0ken')).toBe('found t0ken');
    expect([redactor.hasLearned(), other.hasLearned()]).toEqual([false, false]);
    redactor.learn('t0ken');
    expect(stream('t0k') + stream('en!', true)).toBe('***!');
    expect(other.text('t0ken battery-staple correct-horse')).toBe('*** *** ***');
    other.learn('second-one');
    expect(redactor.text(`second-one ${encodeURIComponent('t0ken')} battery-staple`)).toBe(
      '*** *** battery-staple',
    );
    expect(redactor.hasLearned()).toBe(true);
  });

  it('takes five characters and no less, for a word would be masked everywhere', () => {
    const redactor = createRedactor({});
    redactor.learn('abcd');
    expect([redactor.hasSecrets, redactor.text('abcd')]).toEqual([false, 'abcd']);
    redactor.learn('abcde');
    expect([redactor.hasSecrets, redactor.text('abcde')]).toEqual([true, '***']);
  });
});
