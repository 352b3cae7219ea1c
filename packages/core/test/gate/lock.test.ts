import { describe, expect, it } from 'vitest';
import { compareLock, lockText, makeLock, parseLock } from '../../src/gate/lock.ts';
import type { Lock } from '../../src/model/lock.ts';
import { planned, planOf, policy, waiver } from './gate-fixtures.ts';

const checks = [
  planned('b/y@2', { level: 'optional' }),
  planned('a/x', { decision: 'skip', skip: 'disabled' }),
  planned('b/y@1', { level: 'optional' }),
];
const over = { rule: 'high', count: { severityAtLeast: 'high' }, max: 15, over: ['b/*'] } as const;

function lockOf(more: Partial<Parameters<typeof makeLock>[0]> = {}): Lock {
  return makeLock({
    plan: planOf(checks),
    policy: { limits: [over], waivers: [waiver({ check: 'a/x' })] },
    baselineFindings: 3,
    tools: { z: '1', a: '2' },
    ...more,
  });
}

describe('a lock', () => {
  it('holds every check with its level, every limit once, every waiver, the baseline and the tools', () => {
    expect(lockOf()).toEqual({
      schemaVersion: 1,
      checks: [
        { id: 'a/x', level: 'required', disabled: true },
        { id: 'b/y@1', level: 'optional' },
        { id: 'b/y@2', level: 'optional' },
      ],
      limits: [
        over,
        { checkId: 'a/x', rule: 'a/x/findings', count: {}, max: 0 },
        { checkId: 'b/y', rule: 'b/y/findings', count: {}, max: 0 },
      ],
      waivers: [waiver({ check: 'a/x' })],
      baseline: { findings: 3 },
      tools: { a: '2', z: '1' },
    });
  });

  it('is the same text in whatever order things were added, with one line a fact', () => {
    const text = lockText(lockOf());
    expect(lockText(lockOf({ plan: planOf(checks.toReversed()), tools: { a: '2', z: '1' } }))).toBe(text);
    expect(text.endsWith('}\n')).toBe(true);
    expect(text.split('\n').filter((line) => line.includes('"id"'))).toHaveLength(3);
    expect(text).toContain('    "a": "2",\n    "z": "1"\n');
  });

  it('is read as it was written', () => {
    expect(parseLock(lockText(lockOf()))).toEqual(lockOf());
    const empty = makeLock({ plan: planOf([]), policy, baselineFindings: 0, tools: {} });
    expect(parseLock(lockText(empty))).toEqual(empty);
  });

  it('does not depend on what a run selects or what changed', () => {
    const left = checks.map((check) =>
      check.skip === undefined
        ? planned(check.id, { level: check.level, decision: 'skip', skip: 'not-selected' })
        : check,
    );
    expect(lockText(lockOf({ plan: planOf(left) }))).toBe(lockText(lockOf()));
  });

  it.each([
    ['', 'JSON'],
    ['[]', 'not a JSON object'],
    ['{"schemaVersion":2}', 'schemaVersion is 2'],
    ['{"schemaVersion":1}', '`checks`'],
    ['{"schemaVersion":1,"checks":[{"id":"a/x","level":"must"}]}', '`checks`'],
    ['{"schemaVersion":1,"checks":[{"id":"a/x","level":"required","disabled":false}]}', '`checks`'],
    ['{"schemaVersion":1,"checks":[null]}', '`checks`'],
    ['{"schemaVersion":1,"checks":[],"limits":[{}]}', '`limits`'],
    ['{"schemaVersion":1,"checks":[],"limits":[],"waivers":[1]}', '`waivers`'],
    [
      '{"schemaVersion":1,"checks":[],"limits":[],"waivers":[],"baseline":{"findings":"0"}}',
      '`baseline.findings`',
    ],
    [
      '{"schemaVersion":1,"checks":[],"limits":[],"waivers":[],"baseline":{"findings":0},"tools":{"a":1}}',
      '`tools`',
    ],
  ])('that reads %j is refused', (text, words) => {
    expect(() => parseLock(text)).toThrow(words);
  });
});

describe('comparing a lock', () => {
  it('finds nothing where nothing differs, also in another order', () => {
    const lock = lockOf();
    expect(compareLock(lock, lockOf())).toEqual([]);
    expect(
      compareLock({ ...lock, checks: lock.checks.toReversed(), limits: lock.limits.toReversed() }, lock),
    ).toEqual([]);
  });

  const gone = planOf(checks.slice(1));
  const raised = planOf(checks.map((check) => ({ ...check, level: 'required' as const })));
  const enabled = planOf(checks.map((check) => planned(check.id, { level: check.level })));

  it.each<[string, Lock, string[]]>([
    [
      'a check that is gone',
      lockOf({ plan: gone }),
      ['check b/y@2 (optional) is in the lock and no longer in the config'],
    ],
    [
      'a check that is new',
      lockOf({ plan: planOf([...checks, planned('c/z', { limits: [] })]) }),
      ['check c/z (required) is not in the lock'],
    ],
    [
      'levels',
      lockOf({ plan: raised }),
      ['check b/y@1 is required, in the lock optional', 'check b/y@2 is required, in the lock optional'],
    ],
    [
      'a check that runs again',
      lockOf({ plan: enabled }),
      ['check a/x is required, in the lock required, disabled'],
    ],
    [
      'a limit',
      lockOf({ policy: { limits: [{ ...over, max: 16 }], waivers: [waiver({ check: 'a/x' })] } }),
      [expect.stringMatching(/^limit high is .*16.*, in the lock .*15/u) as unknown as string],
    ],
    [
      'a limit that is gone',
      lockOf({ policy: { limits: [], waivers: [waiver({ check: 'a/x' })] } }),
      [expect.stringContaining('limit high (') as unknown as string],
    ],
    [
      'a waiver',
      lockOf({ policy: { limits: [over], waivers: [] } }),
      [expect.stringContaining('waiver of check a/x') as unknown as string],
    ],
    [
      'a second waiver of the same thing',
      lockOf({
        policy: {
          limits: [over],
          waivers: [waiver({ check: 'a/x' }), waiver({ check: 'a/x' }, '2026-12-01')],
        },
      }),
      [expect.stringContaining('until 2026-12-01') as unknown as string],
    ],
    ['the baseline', lockOf({ baselineFindings: 4 }), ['the size of the baseline is 4, in the lock 3']],
    ['a tool', lockOf({ tools: { a: '3', z: '1' } }), ['tool a is 3, in the lock 2']],
  ])('says in words what differs: %s', (_name, current, expected) => {
    expect(compareLock(lockOf(), current)).toEqual(expected);
  });
});
