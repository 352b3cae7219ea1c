import { describe, expect, it } from 'vitest';
import { decide } from '../../src/gate/decide.ts';
import type { DecideInput } from '../../src/gate/decide-input.ts';
import type { Conclusion } from '../../src/model/conclusion.ts';
import type { Limit } from '../../src/model/limit.ts';
import type { Lock } from '../../src/model/lock.ts';
import type { PlannedCheck } from '../../src/model/plan.ts';
import type { CheckResult } from '../../src/model/result.ts';
import { finding, input, planned, policy, resultOf, skipped, waiver } from './gate-fixtures.ts';

const a = planned('a/x');
const b = planned('b/y', { level: 'optional' });
const c = planned('c/z', { level: 'informational' });
const good = (check: PlannedCheck): CheckResult => resultOf(check, [{}]);
const bad = (check: PlannedCheck, findings = [finding()]): CheckResult => resultOf(check, [{ findings }]);

function said(given: DecideInput): string[] {
  const { level, objections } = decide(given);
  return [
    level,
    ...objections.map(
      (one) => `${one.level} ${one.rule}${one.checkId === undefined ? '' : ` ${one.checkId}`}`,
    ),
  ];
}

function lockOf(...checks: Lock['checks']): Lock {
  return { schemaVersion: 1, checks, limits: [], waivers: [], baseline: { findings: 0 }, tools: {} };
}

describe('a verdict', () => {
  it('is a pass when all is well, without a word', () => {
    expect(decide(input([a, b, c], [good(a), good(b), good(c)]))).toStrictEqual({
      level: 'pass',
      objections: [],
    });
  });

  it('blocks, warns and notes by level', () => {
    expect(said(input([a, b, c], [bad(a), bad(b), bad(c)]))).toEqual([
      'block',
      'block required-check a/x',
      'warn optional-check b/y',
      'note informational-check c/z',
    ]);
    expect(said(input([a, b], [good(a), bad(b)]))).toEqual(['warn', 'warn optional-check b/y']);
    expect(said(input([a, c], [good(a), bad(c)]))).toEqual(['pass', 'note informational-check c/z']);
  });

  it('says what was measured and what the limit is', () => {
    expect(decide(input([a], [bad(a)])).objections[0]).toEqual({
      source: 'gate',
      level: 'block',
      rule: 'required-check',
      checkId: 'a/x',
      measured: 1,
      limit: 0,
      message: 'a/x failed: a/x/findings is 1, limit 0',
    });
  });

  it('shows a success after a retry, and blocks when there are too many', () => {
    const flaky = resultOf(a, [{ status: 'errored' }, {}]);
    expect(said(input([a], [flaky]))).toEqual(['pass', 'note flaky a/x']);
    expect(said(input([a], [flaky], { policy: { ...policy, maxFlaky: 1 } }))).toEqual([
      'pass',
      'note flaky a/x',
    ]);
    const optional = resultOf(b, [{ status: 'errored' }, {}]);
    expect(said(input([a, b], [flaky, optional], { policy: { ...policy, maxFlaky: 1 } }))[0]).toBe('pass');
    expect(said(input([a], [flaky], { policy: { ...policy, maxFlaky: 0 } }))).toEqual([
      'block',
      'block max-flaky',
      'note flaky a/x',
    ]);
  });

  it('shows a waived failure with its day, and blocks once that has passed', () => {
    const waived = resultOf(a, [{ findings: [finding()] }], { waivers: [waiver({ check: 'a/x' })] });
    const given = input([a], [waived], { policy: { ...policy, waivers: [waiver({ check: 'a/x' })] } });
    expect(said(given)).toEqual(['pass', 'note waived a/x']);
    expect(decide(given).objections[0]?.message).toContain('until 2027-01-31 by @owner: known and accepted');
    expect(said({ ...given, now: '2027-02-01T00:00:00Z' })).toEqual([
      'block',
      'block required-check a/x',
      'warn waiver-expired',
    ]);
  });

  it.each<[string, Partial<CheckResult>]>([
    ['a conclusion', { conclusion: 'neutral' as Conclusion }],
    ['a skip without a reason', { conclusion: 'skipped' }],
    ['a reason for a skip', { conclusion: 'skipped', skip: 'because' as never }],
    ['a level', { conclusion: 'failure', level: 'nice-to-have' as never }],
  ])('blocks for %s that it does not know, at any level', (_name, odd) => {
    expect(decide(input([a, c], [good(a), { ...good(c), ...odd }])).level).toBe('block');
  });

  it('takes the stricter of the levels that plan and result name', () => {
    expect(decide(input([a], [{ ...bad(a), level: 'informational' }])).level).toBe('block');
    expect(decide(input([a, c], [good(a), { ...bad(c), level: 'required' }])).level).toBe('block');
  });

  it('of a limit that only warns is a warning', () => {
    const check = planned('a/x', {
      limits: [{ rule: 'slow', metric: 'seconds', max: 5, objection: 'warn' }],
    });
    expect(said(input([check], [resultOf(check, [{ metrics: { seconds: 9 } }])]))).toEqual([
      'warn',
      'warn slow a/x',
    ]);
    const weak = { ...check, level: 'informational' as const };
    const other = planned('b/b');
    expect(said(input([other, weak], [good(other), resultOf(weak, [{}])]))).toEqual([
      'pass',
      'note slow a/x',
    ]);
  });
});

describe('no evidence', () => {
  it.each<[string, DecideInput]>([
    ['without results', input([], [])],
    [
      'when everything was left out',
      input([planned('a/x', { decision: 'skip', skip: 'not-selected' })], [skipped(a, 'not-selected')]),
    ],
    [
      'when everything is disabled',
      input([planned('a/x', { decision: 'skip', skip: 'disabled' })], [skipped(a, 'disabled')]),
    ],
  ])('is never a pass: %s', (_name, given) => {
    expect(said(given).slice(0, 2)).toEqual(['block', 'block no-evidence']);
  });

  it('is not what a proof is that nothing was affected', () => {
    expect(
      said(input([planned('a/x', { decision: 'skip', skip: 'not-affected' })], [skipped(a, 'not-affected')])),
    ).toEqual(['pass']);
  });

  it('cannot be let off by enforceFrom', () => {
    expect(
      decide(input([], [], { policy: { ...policy, enforceFrom: '2026-12-24' } })).enforcedFrom,
    ).toBeUndefined();
  });
});

describe('a run that is not what was planned blocks', () => {
  it.each<[string, DecideInput, string]>([
    ['with a check that has no result', input([a, planned('a/z')], [good(a)]), 'block no-result a/z'],
    ['with a result that has no check', input([a], [good(a), good(b)]), 'block not-planned b/y'],
    ['with two results of one check', input([a], [good(a), good(a)]), 'block two-results a/x'],
    [
      'with a check that ran although skipped',
      input([planned('a/x', { decision: 'skip', skip: 'not-affected' })], [good(a)]),
      'block not-as-planned a/x',
    ],
    [
      'with a check that was skipped although planned',
      input([a, b], [skipped(a, 'not-affected'), good(b)]),
      'block not-as-planned a/x',
    ],
    [
      'with a problem',
      input([a], [good(a)], { problems: [{ code: 'LOCK_DIFFERS', message: 'm', hint: 'h' }] }),
      'block problem',
    ],
    ['when it was cancelled', input([a], [good(a)], { end: 'cancelled' }), 'block cancelled'],
    ['when it crashed', input([a], [good(a)], { end: 'crashed' }), 'block not-completed'],
    ['when it ended as nobody knows', input([a], [good(a)], { end: 'fine' as never }), 'block not-completed'],
  ])('%s', (_name, given, expected) => {
    expect(said(given)).toContain(expected);
    expect(decide(given).level).toBe('block');
  });

  it('and an optional check without a result warns', () => {
    expect(said(input([a, b], [good(a)]))).toEqual(['warn', 'warn no-result b/y']);
  });

  it('when it was cancelled, whatever enforceFrom says', () => {
    const verdict = decide(
      input([a], [good(a)], { end: 'cancelled', policy: { ...policy, enforceFrom: '2026-12-24' } }),
    );
    expect(verdict).toMatchObject({ level: 'block' });
    expect(verdict.enforcedFrom).toBeUndefined();
  });
});

describe('a partial run', () => {
  const left = planned('b/y', { decision: 'skip', skip: 'not-selected' });

  it('says so in its verdict and is decided by what ran', () => {
    expect(decide(input([a, left], [good(a), skipped(left, 'not-selected')]))).toStrictEqual({
      level: 'pass',
      partial: true,
      objections: [],
    });
    expect(decide(input([a, left], [bad(a), skipped(left, 'not-selected')]))).toMatchObject({
      level: 'block',
      partial: true,
    });
  });
});

describe('the lock', () => {
  it('keeps a check from vanishing, by its level there', () => {
    const lock = lockOf(
      { id: 'a/x', level: 'required' },
      { id: 'o/o', level: 'optional' },
      { id: 'i/i', level: 'informational' },
      { id: 'r/r', level: 'required' },
    );
    expect(said(input([a], [good(a)], { lock }))).toEqual([
      'block',
      'block lock r/r',
      'warn lock o/o',
      'note lock i/i',
    ]);
  });

  it('lets a disabled check off only when it says so; without a lock it is shown', () => {
    const disabled = planned('a/x', { decision: 'skip', skip: 'disabled' });
    const other = planned('b/b');
    const results = [skipped(disabled, 'disabled'), good(other)];
    const base = lockOf({ id: 'b/b', level: 'required' });
    expect(said(input([disabled, other], results))).toEqual(['pass', 'note disabled a/x']);
    expect(
      said(
        input([disabled, other], results, {
          lock: { ...base, checks: [...base.checks, { id: 'a/x', level: 'required', disabled: true }] },
        }),
      ),
    ).toEqual(['pass', 'note disabled a/x']);
    expect(
      said(
        input([disabled, other], results, {
          lock: { ...base, checks: [...base.checks, { id: 'a/x', level: 'required' }] },
        }),
      ),
    ).toEqual(['block', 'block disabled a/x']);
  });
});

describe('a check without permission', () => {
  const results = [skipped(a, 'no-permission'), good(b)];

  it('blocks, unless the policy defers it and this is a pull request', () => {
    const defer = { ...policy, noPermission: 'defer' as const };
    expect(said(input([a, b], results))[0]).toBe('block');
    expect(said(input([a, b], results, { policy: defer, event: 'pull_request' }))).toEqual([
      'pass',
      'note no-permission a/x',
    ]);
    for (const event of ['push', 'merge_group', 'local', undefined]) {
      const given = input([a, b], results, { policy: defer, ...(event === undefined ? {} : { event }) });
      expect(said(given)[0]).toBe('block');
    }
    expect(said(input([a, b], results, { event: 'pull_request' }))[0]).toBe('block');
  });
});

describe('a limit over several checks', () => {
  const limit: Limit = { rule: 's/high', count: { severityAtLeast: 'high' }, max: 2, over: ['s/*'] };
  const bandit = planned('s/bandit', { limits: [] });
  const audit = planned('s/audit', { limits: [], level: 'informational' });
  const withLimit = { ...policy, limits: [limit] };
  const found = (check: PlannedCheck, ...names: string[]): CheckResult =>
    resultOf(check, [{ findings: names.map((name) => finding({ fingerprint: name })) }]);

  it('is broken by the sum, whatever the levels', () => {
    const verdict = decide(
      input([bandit, audit], [found(bandit, '1', '2'), found(audit, '3')], { policy: withLimit }),
    );
    expect(verdict).toEqual({
      level: 'block',
      objections: [
        {
          source: 'gate',
          level: 'block',
          rule: 's/high',
          measured: 3,
          limit: 2,
          message: 's/high is 3, limit 2',
        },
      ],
    });
    expect(
      said(input([bandit, audit], [found(bandit, '1'), found(audit, '2')], { policy: withLimit })),
    ).toEqual(['pass']);
  });

  it('counts a finding that two checks report once', () => {
    expect(
      said(input([bandit, audit], [found(bandit, '1', '2'), found(audit, '2', '1')], { policy: withLimit })),
    ).toEqual(['pass']);
  });

  it('is judged once, however many checks bring it', () => {
    const checks = [bandit, audit].map((check) => ({ ...check, limits: [limit] }));
    expect(
      said(
        input(
          checks,
          checks.map((check) => found(check, check.id, `${check.id}2`)),
        ),
      ),
    ).toEqual(['block', 'block s/high']);
  });

  it.each(['errored', 'timed_out', 'cancelled'] as const)(
    'is incomplete, and never taken over a part, when a contributor %s',
    (status) => {
      const results = [found(bandit, '1'), resultOf(audit, [{ status }])];
      const { level, objections } = decide(input([bandit, audit], results, { policy: withLimit }));
      expect(level).toBe('block');
      expect(objections[0]?.message).toBe(`s/high is incomplete: s/audit (${status})`);
      expect(objections[0]?.measured).toBeUndefined();
    },
  );

  it('is incomplete when a contributor has no result', () => {
    expect(said(input([bandit, audit], [found(bandit)], { policy: withLimit }))).toContain('block s/high');
  });

  it('is not judged when no contributor was affected, and incomplete when only a part was', () => {
    const still = [bandit, audit].map((check): PlannedCheck => ({
      ...check,
      decision: 'skip',
      skip: 'not-affected',
    }));
    const results = still.map((check) => skipped(check, 'not-affected'));
    expect(said(input(still, results, { policy: withLimit }))).toEqual(['pass']);
    expect(said(input([bandit, still[1]!], [found(bandit), results[1]!], { policy: withLimit }))).toEqual([
      'block',
      'block s/high',
    ]);
  });

  it('is noted and left to the whole in a partial run, unless the part alone breaks it', () => {
    const left: PlannedCheck = { ...audit, decision: 'skip', skip: 'not-selected' };
    const partly = (...names: string[]): DecideInput =>
      input([bandit, left], [found(bandit, ...names), skipped(left, 'not-selected')], { policy: withLimit });
    expect(said(partly('1', '2'))).toEqual(['pass', 'note s/high']);
    expect(said(partly('1', '2', '3'))).toEqual(['block', 'block s/high']);
    expect(decide(partly('1', '2', '3')).objections[0]?.message).toBe(
      's/high is incomplete: s/audit (not-selected); s/high is 3, limit 2 without them',
    );
  });

  it('takes the worst of a metric, and is broken when one did not measure it', () => {
    const metric = {
      ...policy,
      limits: [
        { rule: 'cov', metric: 'coverage', min: 50, over: ['s/*'] },
        { rule: 'size', metric: 'size', max: 9, over: ['s/*'] },
      ],
    };
    const measured = (check: PlannedCheck, coverage: number, size: number): CheckResult =>
      resultOf(check, [{ metrics: { coverage, size } }]);
    expect(
      said(input([bandit, audit], [measured(bandit, 60, 9), measured(audit, 50, 1)], { policy: metric })),
    ).toEqual(['pass']);
    expect(
      said(input([bandit, audit], [measured(bandit, 60, 10), measured(audit, 49, 1)], { policy: metric })),
    ).toEqual(['block', 'block cov', 'block size']);
    expect(said(input([bandit, audit], [measured(bandit, 60, 1), found(audit)], { policy: metric }))).toEqual(
      ['block', 'block cov', 'block size'],
    );
  });

  it('warns where it says so, and is noted with its waiver', () => {
    const results = [found(bandit, '1', '2', '3')];
    expect(
      said(input([bandit], results, { policy: { ...policy, limits: [{ ...limit, objection: 'warn' }] } })),
    ).toEqual(['warn', 'warn s/high']);
    expect(
      said(input([bandit], results, { policy: { ...withLimit, waivers: [waiver({ limit: 's/high' })] } })),
    ).toEqual(['pass', 'note s/high']);
    expect(
      said(
        input([bandit], results, {
          policy: { ...withLimit, waivers: [waiver({ limit: 's/high' }, '2026-11-23')] },
        }),
      ),
    ).toEqual(['block', 'block s/high', 'warn waiver-expired']);
  });

  it('leaves a disabled contributor out', () => {
    const off: PlannedCheck = { ...audit, decision: 'skip', skip: 'disabled' };
    expect(
      said(input([bandit, off], [found(bandit, '1'), skipped(off, 'disabled')], { policy: withLimit })),
    ).toEqual(['pass']);
  });
});

describe('waivers', () => {
  const withWaivers = (...waivers: ReturnType<typeof waiver>[]): Partial<DecideInput> => ({
    policy: { ...policy, waivers },
  });

  it('that accept nothing warn', () => {
    expect(
      said(
        input(
          [a],
          [good(a)],
          withWaivers(waiver({ check: 'a/x' }), waiver({ rule: 'r', path: 'p' }), waiver({ limit: 'l' })),
        ),
      ),
    ).toEqual(['warn', 'warn waiver-unused', 'warn waiver-unused', 'warn waiver-unused']);
  });

  it('are not called useless by a run that did not look', () => {
    const still = planned('b/y', { decision: 'skip', skip: 'not-affected' });
    const given = withWaivers(waiver({ check: 'b/y' }), waiver({ test: 't' }));
    expect(said(input([a, still], [good(a), skipped(still, 'not-affected')], given))).toEqual(['pass']);
  });

  it('are of use when a finding carries them', () => {
    const one = waiver({ test: 't' });
    const suppression = {
      kind: 'waiver',
      reason: one.reason,
      owner: one.owner,
      expires: one.expires,
      subject: 'test t',
    } as const;
    expect(said(input([a], [bad(a, [finding({ suppression })])], withWaivers(one)))).toEqual(['pass']);
  });

  it.each([
    ['2026-12-09', 'pass'],
    ['2026-12-08', 'warn'],
    ['2026-11-24', 'warn'],
  ])('that end on %s, seen on 24 November, give a %s', (expires, level) => {
    const one = waiver({ check: 'a/x' }, expires);
    const waived = resultOf(a, [{ findings: [finding()] }], { waivers: [one] });
    expect(decide(input([a], [waived], withWaivers(one))).level).toBe(level);
  });
});

describe('enforceFrom', () => {
  const until = (enforceFrom: string): DecideInput =>
    input([a], [bad(a)], { policy: { ...policy, enforceFrom } });

  it('keeps the block and says from when it counts', () => {
    expect(decide(until('2026-11-25'))).toMatchObject({ level: 'block', enforcedFrom: '2026-11-25' });
    expect(decide(until('2027-01-23'))).toMatchObject({ enforcedFrom: '2027-01-23' });
  });

  it.each(['2026-11-24', '2026-01-01', '2027-01-24', '2099-01-01', 'soon'])(
    'is nothing on or after its day, or too far ahead: %s',
    (day) => {
      expect(decide(until(day)).enforcedFrom).toBeUndefined();
    },
  );

  it('says nothing of a pass', () => {
    expect(
      decide(input([a], [good(a)], { policy: { ...policy, enforceFrom: '2026-11-25' } })).enforcedFrom,
    ).toBeUndefined();
  });
});

describe("a plugin's objection", () => {
  const objecting = (level: string): DecideInput =>
    input([a], [good(a)], {
      objections: [{ source: 'p', level: level as 'warn', rule: 'r', message: 'm', measured: NaN }],
    });

  it('warns or blocks, and is taken for a block when it is neither', () => {
    expect(['warn', 'block', 'note', 'pass'].map((level) => decide(objecting(level)).level)).toEqual([
      'warn',
      'block',
      'block',
      'block',
    ]);
  });

  it('is cleaned of what JSON cannot carry', () => {
    expect(decide(objecting('warn')).objections).toStrictEqual([
      { source: 'p', level: 'warn', rule: 'r', message: 'm' },
    ]);
  });
});
