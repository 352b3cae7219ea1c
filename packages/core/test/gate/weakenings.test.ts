import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide } from '../../src/gate/decide.ts';
import { isAsStrict } from '../../src/gate/is-as-strict.ts';
import { limitBroken } from './limit-broken.ts';
import { weakeningsOf } from '../../src/gate/weakenings.ts';
import { SEVERITIES } from '../../src/model/finding.ts';
import { LEVELS, type Level } from '../../src/model/level.ts';
import type { CountFilter, Limit } from '../../src/model/limit.ts';
import type { Lock, LockAtBase } from '../../src/model/lock.ts';
import { input, planned, policy, resultOf, waiver } from './gate-fixtures.ts';

const before: Lock = {
  schemaVersion: 1,
  checks: [
    { id: 'a/x', level: 'required' },
    { id: 'a/y@3.11', level: 'optional' },
    { id: 'a/y@3.12', level: 'optional' },
  ],
  limits: [
    { rule: 'high', count: { severityAtLeast: 'high' }, max: 15, over: ['a/*'] },
    { checkId: 'a/x', rule: 'a/coverage', metric: 'coverage', min: 30 },
  ],
  waivers: [waiver({ check: 'a/x' }, '2026-12-24')],
  baseline: { findings: 3 },
  tools: { ruff: '1' },
};
const [high, coverage] = before.limits as [Limit, Limit];

const now = (more: Partial<Lock>): readonly string[] => weakeningsOf(before, { ...before, ...more });

describe('what loosens a gate', () => {
  it.each<[string, Partial<Lock>]>([
    ['check a/y@3.11 (optional) is gone', { checks: before.checks.filter(({ id }) => id !== 'a/y@3.11') }],
    [
      'level of a/x: required → optional',
      { checks: before.checks.map((one) => (one.id === 'a/x' ? { ...one, level: 'optional' } : one)) },
    ],
    [
      'check a/x is switched off',
      { checks: before.checks.map((one) => (one.id === 'a/x' ? { ...one, disabled: true } : one)) },
    ],
    ['limit high: max 15 → 20', { limits: [{ ...high, max: 20 }, coverage] }],
    [
      'limit a/coverage of a/x: min 30 → 29.5',
      { limits: [high, { checkId: 'a/x', ...coverage, min: 29.5 }] },
    ],
    ['limit high is gone', { limits: [coverage] }],
    [
      'limit high: {"count":{"severityAtLeast":"high"},"max":15,"over":["a/*"]} → {"count":{"severityAtLeast":"critical"},"max":15,"over":["a/*"]}',
      { limits: [{ ...high, count: { severityAtLeast: 'critical' } }, coverage] },
    ],
    ['limit high: {"count":', { limits: [{ ...high, over: ['a/x'] }, coverage] }],
    ['limit high: {"count":', { limits: [{ ...high, objection: 'warn' }, coverage] }],
    ['limit high: {"count":', { limits: [{ ...high, when: 'pull_request' }, coverage] }],
    [
      'waiver added: rule r in p (until 2026-12-01, @owner): known and accepted',
      { waivers: [...before.waivers, waiver({ rule: 'r', path: 'p' }, '2026-12-01')] },
    ],
    [
      'waiver prolonged from 2026-12-24: check a/x (until 2027-01-01, @owner)',
      { waivers: [waiver({ check: 'a/x' }, '2027-01-01')] },
    ],
    ['baseline 3 → 4 accepted findings', { baseline: { findings: 4 } }],
  ])('%s', (words, more) => {
    expect(now(more)).toEqual([expect.stringContaining(words)]);
  });

  it('is said once for a check that is gone, not again for its limits', () => {
    expect(now({ checks: before.checks.filter(({ id }) => id !== 'a/x'), limits: [high] })).toEqual([
      'check a/x (required) is gone',
    ]);
  });

  it('is not another version of a tool, nor the words of a waiver', () => {
    expect(now({ tools: {} })).toEqual([]);
    expect(
      now({ waivers: [{ ...waiver({ check: 'a/x' }, '2026-12-24'), reason: 'other words', owner: '@x' }] }),
    ).toEqual([]);
  });
});

const level = fc.constantFrom<Level>(...LEVELS);
const kinds = fc.uniqueArray(fc.constantFrom('code' as const, 'secret' as const, 'type' as const), {
  minLength: 1,
});
const filter: fc.Arbitrary<CountFilter> = fc.record(
  { kind: kinds, severityAtLeast: fc.constantFrom(...SEVERITIES), fixable: fc.boolean() },
  { requiredKeys: [] },
);
const limit: fc.Arbitrary<Limit> = fc.oneof(
  fc.record({
    rule: fc.constantFrom('r', 's'),
    count: filter,
    max: fc.nat(20),
    objection: fc.constantFrom('warn' as const, 'block' as const),
  }),
  fc.record({
    rule: fc.constantFrom('r', 's'),
    metric: fc.constant('m'),
    min: fc.nat(100),
    over: fc.constant(['a/*']),
  }),
);
const lock: fc.Arbitrary<Lock> = fc.record({
  schemaVersion: fc.constant(1 as const),
  checks: fc.uniqueArray(fc.record({ id: fc.constantFrom('a/x', 'a/y', 'b/z'), level }), {
    selector: ({ id }) => id,
  }),
  limits: fc.array(limit, { maxLength: 4 }),
  waivers: fc.array(
    fc.constantFrom('a/x', 'a/y').map((check) => waiver({ check })),
    { maxLength: 2 },
  ),
  baseline: fc.record({ findings: fc.nat(9) }),
  tools: fc.constant({}),
});

/** A lock that promises at least as much, by any number of ways to be stricter. */
const stricter = (from: Lock, choose: fc.GeneratorValue): Lock => {
  const may = (): boolean => choose(fc.boolean);
  return {
    ...from,
    checks: [
      ...from.checks.map((check) => (may() ? { ...check, level: 'required' as const } : check)),
      ...(may() ? [{ id: 'new/check', level: choose(() => level) }] : []),
    ],
    limits: [
      ...from.limits.map((one): Limit => ({
        ...one,
        ...(one.max !== undefined && may() ? { max: Math.max(0, one.max - choose(fc.nat, 5)) } : {}),
        ...(one.min !== undefined && may() ? { min: one.min + choose(fc.nat, 5) } : {}),
        ...(one.over !== undefined && may() ? { over: [...one.over, 'b/*'] } : {}),
        ...(may() ? { objection: 'block' as const } : {}),
        ...(one.count !== undefined && may() ? { count: { ...one.count, kind: undefined } } : {}),
        ...(one.count !== undefined && may() ? { count: {} } : {}),
      })),
      ...(may() ? [choose(() => limit)] : []),
    ],
    waivers: from.waivers.filter(may),
    baseline: { findings: Math.max(0, from.baseline.findings - choose(fc.nat, 3)) },
  };
};

describe('a gate that is only stricter', () => {
  it('is never said to be loosened', () => {
    fc.assert(
      fc.property(lock, fc.gen(), (from, choose) => {
        expect(weakeningsOf(from, stricter(from, choose))).toEqual([]);
      }),
    );
  });

  it('stops, limit for limit, all that the other one stopped', () => {
    fc.assert(
      fc.property(
        limit,
        limit,
        fc.array(
          fc.tuple(fc.constantFrom(...SEVERITIES), fc.constantFrom('code', 'secret', 'type'), fc.boolean()),
          { maxLength: 30 },
        ),
        fc.nat(100),
        (one, other, found, measured) => {
          fc.pre(isAsStrict(one, other));
          if (limitBroken(other, found, measured)) expect(limitBroken(one, found, measured)).toBe(true);
        },
      ),
    );
  });
});

describe('the gate', () => {
  const check = planned('a/x', { limits: [] });
  const decided = (weakening: 'warn' | 'block', lockAtBase: LockAtBase, lock = true) =>
    decide(
      input([check], [resultOf(check, [{}])], {
        policy: { ...policy, weakening },
        lockAtBase,
        ...(lock ? { lock: { ...before, checks: [{ id: 'a/x', level: 'required' }] } } : {}),
      }),
    );
  const base = 'abcdef0123';
  const atBase = {
    ...before,
    checks: [{ id: 'a/x', level: 'required' as const }],
    limits: [high],
    waivers: [],
  };

  it.each(['warn', 'block'] as const)('objects first of all, and as the policy says: %s', (weakening) => {
    const verdict = decided(weakening, { base, lock: atBase });
    expect(verdict.level).toBe(weakening);
    expect(verdict.objections[0]).toEqual({
      source: 'gate',
      level: weakening,
      rule: 'policy-weakened',
      message: 'limit high is gone',
    });
  });

  it('objects to a lock that was taken away', () => {
    const messages = decided('warn', { base, lock: { ...atBase, limits: [] } }, false).objections;
    expect(messages).toMatchObject([{ rule: 'policy-weakened', message: 'ci.lock.json is gone' }]);
  });

  it.each([
    ['warn', 'note'],
    ['block', 'warn'],
  ] as const)('says that it does not know where the lock was not read (%s: %s)', (weakening, level) => {
    expect(decided(weakening, { base, unread: 'its ci.lock.json cannot be read' }).objections).toEqual([
      {
        source: 'gate',
        level,
        rule: 'lock-at-base',
        message:
          'whether this change loosens the gate is not known: its ci.lock.json cannot be read at abcdef0',
      },
    ]);
  });
});
