import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeValue } from '../../src/cache/encode-value.ts';
import { keyOf, keyParts, PARTS, type KeyMaterial, type KeyParts } from '../../src/cache/key.ts';
import type { Check } from '../../src/model/check.ts';

const check: Check = {
  id: 'python/ruff',
  title: 'Ruff',
  inputs: ['**/*.py'],
  env: ['RUFF_TOKEN'],
  keyedBy: { excluded: ['.venv'] },
  run: () => ({ status: 'completed', findings: [] }),
};

const material: KeyMaterial = {
  id: 'python/ruff',
  check,
  code: { package: '@sluice/plugin-python 0.1.0', content: 'aa' },
  options: { versions: ['3.12'], ruff: { args: [] } },
  tools: { ruff: '0.14.6' },
  env: { RUFF_TOKEN: 'a-secret-token', HOME: '/root' },
  needs: {},
  inputs: 'ff00',
  platform: { os: 'linux', arch: 'x64' },
};

const keyWith = (change: Partial<KeyMaterial>): string => {
  const parts = keyParts({ ...material, ...change });
  if ('reason' in parts) throw new Error(parts.reason);
  return keyOf(parts);
};

describe('the key of a check', () => {
  const key = keyWith({});

  it.each<[string, Partial<KeyMaterial>]>([
    ['its id', { id: 'python/ruff2' }],
    ['its cell', { id: 'python/ruff@3.12' }],
    ['the content of an input', { inputs: 'ff01' }],
    ['the version of a tool', { tools: { ruff: '0.14.7' } }],
    ['a variable that it names', { env: { ...material.env, RUFF_TOKEN: 'another-token' } }],
    ['a variable that it names and that is gone', { env: {} }],
    ['an option', { options: { versions: ['3.12'], ruff: { args: ['--preview'] } } }],
    ['an option of another kind', { options: { versions: [3.12], ruff: { args: [] } } }],
    ['the code of its plugin', { code: { ...material.code, content: 'ab' } }],
    ['what it needs', { needs: { 'python/env@3.12': 'e1' } }],
    ['the platform', { platform: { os: 'darwin', arch: 'x64' } }],
    ['what its plugin found out', { check: { ...check, keyedBy: { excluded: ['.venv', 'venv'] } } }],
    ['which files are its inputs', { check: { ...check, inputs: ['**/*.py', '!docs/**'] } }],
    ['the folder it works in', { check: { ...check, folder: 'services/a' } }],
    ['how long it stays fresh', { check: { ...check, freshForMs: 1000 } }],
  ])('changes with %s', (_what, change) => {
    expect(keyWith(change)).not.toBe(key);
  });

  it.each<[string, Partial<KeyMaterial>]>([
    ['its level', { check: { ...check, level: 'optional' } }],
    ['its limits', { check: { ...check, limits: [{ rule: 'python/x', count: {}, max: 3 }] } }],
    [
      'its retries and its deadline',
      { check: { ...check, retry: { max: 2, on: ['failure'] }, timeoutMs: 5 } },
    ],
    ['a variable that it does not name', { env: { ...material.env, HOME: '/home/ann' } }],
    ['the order of fields', { options: { ruff: { args: [] }, versions: ['3.12'] } }],
  ])('does not change with %s', (_what, change) => {
    expect(keyWith(change)).toBe(key);
  });

  it('holds the value of no variable', () => {
    expect(JSON.stringify(keyParts(material))).not.toContain('a-secret-token');
  });

  it('is none where an option is more than data, and says which', () => {
    expect(keyParts({ ...material, options: { filter: () => true } })).toEqual({
      reason: 'options.filter is a function, which no key can hold',
    });
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;
    expect(keyParts({ ...material, options: circle })).toHaveProperty('reason');
  });
});

const part = fc.dictionary(fc.string(), fc.string(), { maxKeys: 4 });
const parts: fc.Arbitrary<KeyParts> = fc.record(
  Object.fromEntries(PARTS.map((name) => [name, part])) as Record<keyof KeyParts, typeof part>,
);

describe('keys of parts', () => {
  it('are equal exactly where the parts are', () => {
    fc.assert(
      fc.property(parts, parts, (one, other) => {
        const isSame = JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
        expect(keyOf(one) === keyOf(other)).toBe(isSame);
      }),
    );
  });

  it('differ when text moves from one label, value or part into its neighbour', () => {
    const empty = Object.fromEntries(PARTS.map((name) => [name, {}])) as unknown as KeyParts;
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.string({ minLength: 1 }), (left, right) => {
        const keys = [
          { ...empty, tools: { [left]: right } },
          { ...empty, tools: { [left + right]: '' } },
          { ...empty, tools: { '': left + right } },
          { ...empty, env: { [left]: right } },
          { ...empty, tools: { [left]: '' }, env: { [right]: '' } },
        ].map(keyOf);
        expect(new Set(keys).size).toBe(keys.length);
      }),
    );
  });

  it('do not change with the order of labels', () => {
    fc.assert(
      fc.property(parts, (one) => {
        const turned = Object.fromEntries(
          Object.entries(one)
            .toReversed()
            .map(([name, labels]) => [name, Object.fromEntries(Object.entries(labels).toReversed())]),
        ) as KeyParts;
        expect(keyOf(turned)).toBe(keyOf(one));
      }),
    );
  });
});

describe('an encoded value', () => {
  it('is the same for two JSON values exactly where they are the same data', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
        const isSame = JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
        if (isSame && !hasNegativeZero(one) && !hasNegativeZero(other))
          expect(encodeValue(one)).toBe(encodeValue(other));
        if (!isSame) expect(encodeValue(one)).not.toBe(encodeValue(other));
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['1', 1],
    [[1, 2], ['1,2']],
    [{ a: 1 }, { a: '1' }],
    [null, undefined],
    [0, -0],
    [10n, 10],
    [/a/u, '/a/u'],
    [[], {}],
    [new Date(5), 5],
  ])('tells values of two kinds apart (%#)', (one, other) => {
    expect(encodeValue(one)).not.toBe(encodeValue(other));
  });
});

const hasNegativeZero = (value: unknown): boolean =>
  Object.is(value, -0) ||
  (typeof value === 'object' && value !== null && Object.values(value).some(hasNegativeZero));

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, item]) => [`${key}:`, sorted(item)])
    .concat([['an object', '']]);
}
