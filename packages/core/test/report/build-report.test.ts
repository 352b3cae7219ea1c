import { describe, expect, test } from 'vitest';
import * as fc from 'fast-check';
import { buildReport } from '../../src/report/build-report.ts';
import { reportJson } from '../../src/report/json.ts';
import { plainData } from '../../src/report/plain-data.ts';
import type { RunReport } from '../../src/model/report.ts';
import { report, result } from './builders.ts';

describe('a built report', () => {
  test('is frozen to its last leaf', () => {
    const built = report({ results: [result('python/ruff', { metrics: { files: 21 } })] });
    expect(() => Object.assign(built, { end: 'crashed' })).toThrow(TypeError);
    expect(() => Object.assign(built.results[0]!.metrics, { files: 0 })).toThrow(TypeError);
    expect(Object.isFrozen(built.plan.checks[0]!.needs)).toBe(true);
  });

  test('does not change with the parts it was built from', () => {
    const results = [result('python/ruff')];
    const built = report({ results });
    results.pop();
    expect(built.results).toHaveLength(1);
  });

  test('survives JSON unchanged', () => {
    const built = report({ results: [result('python/pytest@3.12')], signal: undefined });
    expect(JSON.parse(JSON.stringify(built))).toStrictEqual({ ...built });
  });

  test('is the same text whatever order its parts came in', () => {
    const shuffled = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(shuffled);
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(
        Object.entries(value)
          .toReversed()
          .map(([key, item]) => [key, shuffled(item)]),
      );
    };
    const built = report({ results: [result('python/ruff', { metrics: { b: 1, a: 2 } })] });
    expect(reportJson(buildReport(shuffled(built) as RunReport))).toBe(reportJson(built));
  });

  test('keeps the order of a cell, which is the order of the axes', () => {
    const built = report({
      results: [result('python/pytest', { cell: { python: '3.12', database: 'postgres' } })],
    });
    expect(Object.keys(built.results[0]!.cell)).toEqual(['python', 'database']);
  });

  test('leaves out what JSON cannot say', () => {
    const metrics = { good: 1, bad: Number.NaN, worse: Number.POSITIVE_INFINITY };
    const odd = { ...result('a/b', { metrics }), extra: () => 1, when: new Date(0), big: 12n } as never;
    const [first] = report({ results: [odd] }).results as readonly object[];
    expect(first).toMatchObject({ metrics: { good: 1 }, when: '1970-01-01T00:00:00.000Z', big: 12 });
    expect(first).not.toHaveProperty('extra');
    expect((first as { metrics: object }).metrics).toEqual({ good: 1 });
  });

  test('cuts a value that holds itself', () => {
    const loop: Record<string, unknown> = { name: 'loop' };
    loop['self'] = loop;
    expect(plainData(loop)).toEqual({ name: 'loop' });
  });

  test('keeps a key named __proto__ a key', () => {
    const value = JSON.parse('{"__proto__": {"isAdmin": true}}') as object;
    expect(JSON.stringify(plainData(value))).toBe('{"__proto__":{"isAdmin":true}}');
  });

  test('is well-formed JSON for any value', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        const text = JSON.stringify({ value: plainData(value) });
        expect(JSON.stringify(JSON.parse(text))).toBe(text);
        expect(text.isWellFormed()).toBe(true);
      }),
    );
  });
});
