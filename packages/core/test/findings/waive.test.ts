import { describe, expect, it } from 'vitest';
import { parseWaivers, validateWaivers, waiversText } from '../../src/findings/waive.ts';
import type { Waiver } from '../../src/model/policy.ts';

const base = { reason: 'known and accepted', owner: '@owner', expires: '2026-12-31' };

function faults(waiver: unknown, isNew = false): string[] {
  const input = { now: '2026-11-24T10:00:00Z', maxDays: 90, file: 'ci.waivers.json', isNew };
  return validateWaivers([waiver as Waiver], input).map(({ message }) => message);
}

describe('a waiver is valid', () => {
  it.each([
    [{ check: 'python/ruff' }],
    [{ check: 'python/*' }],
    [{ test: 'tests/a.py::b' }],
    [{ fingerprint: 'ab' }],
    [{ rule: 'ruff/E501', path: 'src/**' }],
    [{ vulnerability: 'CVE-2026-1', package: 'urllib3' }],
    [{ limit: 'python/coverage' }],
  ])('when it names one thing: %j', (subject) => {
    expect(faults({ ...base, ...subject })).toEqual([]);
  });

  it('when it has ended, for then it only counts no longer', () => {
    expect(faults({ ...base, check: 'a/x', expires: '2025-01-01' })).toEqual([]);
  });

  it('on its very last possible day', () => {
    expect(faults({ ...base, check: 'a/x', expires: '2027-02-22' })).toEqual([]);
    expect(faults({ ...base, check: 'a/x', expires: '2027-02-23' })).toHaveLength(1);
  });
});

describe('a waiver is refused', () => {
  it.each<[string, unknown, string]>([
    ['that is no object', 'python/ruff', 'not an object'],
    ['that is a list', [], 'not an object'],
    ['that names nothing', base, 'does not say what it waives'],
    ['that names two things', { ...base, check: 'a/x', limit: 'r' }, 'names 2 things (check, limit)'],
    ['of a rule without a path', { ...base, rule: 'r' }, 'lacks `path`'],
    ['of a package without a vulnerability', { ...base, package: 'p' }, 'lacks `vulnerability`'],
    ['with a short reason', { ...base, check: 'a/x', reason: 'because   ' }, 'fewer than 10 characters'],
    ['without an owner', { ...base, check: 'a/x', owner: ' ' }, 'no owner'],
    ['without an end', { reason: base.reason, owner: 'o', check: 'a/x' }, '`expires` is no day'],
    [
      'with a day that does not exist',
      { ...base, check: 'a/x', expires: '2026-02-30' },
      '`expires` is no day',
    ],
    [
      'with an instant for a day',
      { ...base, check: 'a/x', expires: '2026-12-01T00:00:00Z' },
      '`expires` is no day',
    ],
    ['that ends too late', { ...base, check: 'a/x', expires: '2027-06-01' }, 'more than 90 days'],
    ['with a misspelt field', { ...base, check: 'a/x', until: '2026-12-01' }, 'unknown field `until`'],
    ['with a subject that is no text', { ...base, check: 5 }, '`check` is no text'],
  ])('%s', (_name, waiver, words) => {
    expect(faults(waiver).join('\n')).toContain(words);
  });

  it('that is new and has ended', () => {
    expect(faults({ ...base, check: 'a/x', expires: '2026-11-23' }, true).join()).toContain('before today');
    expect(faults({ ...base, check: 'a/x', expires: '2026-11-24' }, true)).toEqual([]);
  });

  it('with its place and its file', () => {
    const [problem] = validateWaivers([{ ...base, check: 'a/x' }, base], {
      now: '2026-11-24T10:00:00Z',
      maxDays: 90,
      file: 'ci.waivers.json',
    });
    expect(problem).toMatchObject({ code: 'WAIVER_INVALID', file: 'ci.waivers.json', path: 'waivers[1]' });
    expect(problem?.message).toContain('Waiver 2');
  });
});

describe('the file of waivers', () => {
  it('is read as it is written, sorted, one waiver a line', () => {
    const waivers: Waiver[] = [
      { ...base, limit: 'z' },
      { ...base, check: 'a/x' },
    ];
    const text = waiversText(waivers);
    expect(text.endsWith('}\n')).toBe(true);
    expect(text.split('\n')).toHaveLength(8);
    expect(parseWaivers(text)).toEqual(waivers.toReversed());
    expect(waiversText(waivers.toReversed())).toBe(text);
    expect(parseWaivers(waiversText([]))).toEqual([]);
  });

  it('may be a list alone', () => {
    expect(parseWaivers('[{"check":"a/x"}]')).toEqual([{ check: 'a/x' }]);
  });

  it.each(['', '{', 'null', '{}', '{"waivers":{}}', '{"schemaVersion":2,"waivers":[]}'])(
    'is refused when it is %j',
    (text) => {
      expect(() => parseWaivers(text)).toThrow(Error);
    },
  );
});
