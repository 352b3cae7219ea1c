import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyChanges } from '../../src/gate/change.ts';
import { counterfactual } from '../../src/gate/counterfactual.ts';
import { inputOf } from '../../src/gate/decide-again.ts';
import { decide } from '../../src/gate/decide.ts';
import type { DecideInput } from '../../src/gate/decide-input.ts';
import { unitsToReach } from '../../src/gate/derive-changes.ts';
import { explain, type Explanation } from '../../src/gate/explain.ts';
import type { PlannedCheck } from '../../src/model/plan.ts';
import type { CheckResult } from '../../src/model/result.ts';
import { anyWaivedInput } from './arbitrary.ts';
import { finding, input, planned, policy, reportOf, resultOf, skipped, waiver } from './gate-fixtures.ts';

const a = planned('a/x');
const good = (check: PlannedCheck): CheckResult => resultOf(check, [{}]);

function explained(given: DecideInput): Explanation {
  return explain(reportOf(given));
}

function flip({ flip: found }: Explanation): { messages: string[]; isChecked: boolean } {
  return {
    messages: found?.changes.map(({ message }) => message) ?? [],
    isChecked: found?.isChecked ?? false,
  };
}

describe('a block is explained', () => {
  it('by how many more lines must be covered', () => {
    const check = planned('python/pytest', {
      limits: [{ rule: 'python/coverage', metric: 'coverage', min: 30 }],
    });
    const metrics = { coverage: 29.05, 'coverage.covered': 1162, 'coverage.total': 4000 };
    const found = explained(input([check], [resultOf(check, [{ metrics }])]));
    expect(flip(found)).toEqual({
      messages: ['python/coverage: cover 38 more lines (1162 of 4000 are, 29.05 %; 30 % needs 1200)'],
      isChecked: true,
    });
    expect(found.blocks[0]).toMatchObject({
      objection: { measured: 29.05, limit: 30 },
      waive: 'python/pytest',
      evidence: [],
    });
    expect(found.flip?.changes[0]).toMatchObject({ kind: 'reach-metric', units: 38, from: 29.05, to: 30 });
  });

  it.each([
    [7, 0, 100, 7],
    [30, 29, 100, 1],
    [33.3, 0, 1000, 333],
    [100, 2, 3, 1],
    [0.1, 0, 3, 1],
  ])('so that %d %% from %i of %i takes %i more', (percent, covered, total, units) => {
    expect(unitsToReach(percent, covered, total)).toBe(units);
    expect(((covered + units) / total) * 100).toBeGreaterThanOrEqual(percent);
  });

  it('by what a metric without counts must come to, and by one that was not measured', () => {
    const check = planned('a/x', {
      limits: [
        { rule: 'size', metric: 'mb', max: 200 },
        { rule: 'cov', metric: 'coverage', min: 30 },
      ],
    });
    const found = explained(input([check], [resultOf(check, [{ metrics: { mb: 212.345 } }])]));
    expect(flip(found)).toEqual({
      messages: ['size: bring mb from 212.35 to 200', 'a/x must measure coverage, limit at least 30'],
      isChecked: true,
    });
    expect(
      explained(input([check], [resultOf(check, [{ metrics: { mb: 1, coverage: 12 } }])])).flip?.changes,
    ).toEqual([
      {
        kind: 'reach-metric',
        checkId: 'a/x',
        metric: 'coverage',
        from: 12,
        to: 30,
        message: 'cov: bring coverage from 12 to 30',
      },
    ]);
  });

  it('by the files that must be formatted', () => {
    const findings = ['b.py', 'a.py', 'c.py', 'd.py'].map((path) =>
      finding({ kind: 'format', location: { path } }),
    );
    const found = explained(input([a], [resultOf(a, [{ findings }])]));
    expect(flip(found)).toEqual({
      messages: ['a/x/findings: 4 files must be formatted (b.py, a.py, c.py and 1 more)'],
      isChecked: true,
    });
    expect(found.blocks[0]?.files).toEqual(['a.py', 'b.py', 'c.py', 'd.py']);
  });

  it('by how many findings must go over several checks, and which of them are new', () => {
    const limits = [
      { rule: 'security/max-high', count: { severityAtLeast: 'high' as const }, max: 3, over: ['s/*'] },
    ];
    const checks = [
      planned('s/bandit', { limits: [] }),
      planned('s/audit', { limits: [], level: 'informational' }),
    ];
    const old = (name: string): ReturnType<typeof finding> =>
      finding({ fingerprint: name, location: { path: `${name}.py` } });
    const fresh = finding({ fingerprint: 'n', state: 'new', location: { path: 'export.py', line: 41 } });
    const results = [
      resultOf(checks[0]!, [{ findings: [old('1'), old('2'), fresh] }]),
      resultOf(checks[1]!, [{ findings: [old('3'), old('2'), old('4')] }]),
    ];
    const found = explained(input(checks, results, { policy: { ...policy, limits } }));
    expect(flip(found)).toEqual({
      messages: ['security/max-high: 2 of 5 findings must go, 1 of them new (export.py, 1.py)'],
      isChecked: true,
    });
    expect(found.blocks[0]).toMatchObject({
      waive: 'limit:security/max-high',
      objection: { measured: 5, limit: 3 },
    });
    expect(found.blocks[0]?.evidence[0]).toBe(fresh);
    expect(found.overLimits).toEqual([
      expect.objectContaining({
        rule: 'security/max-high',
        contributors: ['s/bandit', 's/audit'],
        measurements: [expect.objectContaining({ isBroken: true })],
      }),
    ]);
  });

  it('by the first thirty findings, and how many more there are', () => {
    const findings = Array.from({ length: 33 }, () => finding());
    const [block] = explained(input([a], [resultOf(a, [{ findings }])])).blocks;
    expect([block?.evidence.length, block?.more]).toEqual([30, 3]);
  });

  it.each([
    [
      'errored',
      'a/x must work and be within its limits; it errored: ruff refused its configuration (exit 2)',
    ],
    ['timed_out', 'a/x must end in time and be within its limits: ruff refused its configuration (exit 2)'],
    ['cancelled', 'a/x must run to its end; it was cancelled: ruff refused its configuration (exit 2)'],
  ] as const)('by what would have to work when it %s', (status, message) => {
    const found = explained(
      input([a], [resultOf(a, [{ status, reason: 'ruff refused its configuration (exit 2)' }])]),
    );
    expect(flip(found)).toEqual({ messages: [message], isChecked: true });
    expect(found.blocks[0]?.waive).toBeUndefined();
  });

  it('by what would have to run after what it needs works', () => {
    const later = planned('b/y', { needs: ['a/x'] });
    const results = [
      resultOf(a, [{ status: 'errored', reason: 'no python' }]),
      skipped(later, 'upstream-failed'),
    ];
    expect(flip(explained(input([a, later], results)))).toEqual({
      messages: [
        'a/x must work and be within its limits; it errored: no python',
        'b/y must run and succeed; it was skipped: because upstream-failed',
      ],
      isChecked: true,
    });
  });

  it('by the contributor that a limit over several checks lacks', () => {
    const limits = [{ rule: 'high', count: {}, max: 3, over: ['s/*'] }];
    const checks = [planned('s/bandit'), planned('s/audit', { level: 'informational' })];
    const found = explained(
      input(checks, [good(checks[0]!), resultOf(checks[1]!, [{ status: 'errored' }])], {
        policy: { ...policy, limits },
      }),
    );
    expect(flip(found)).toEqual({
      messages: ['s/audit must work and be within its limits; it errored'],
      isChecked: true,
    });
    expect(found.overLimits[0]).toEqual({
      rule: 'high',
      contributors: ['s/bandit'],
      incomplete: ['s/audit'],
      measurements: [],
    });
  });

  it('by the checks that would have to pass at once when too many were flaky', () => {
    const checks = ['a/x', 'a/y', 'a/z'].map((id) => planned(id));
    const flaky = checks.map((check) => resultOf(check, [{ status: 'errored' }, {}]));
    expect(flip(explained(input(checks, flaky, { policy: { ...policy, maxFlaky: 1 } })))).toEqual({
      messages: ['a/x must pass at its first attempt', 'a/y must pass at its first attempt'],
      isChecked: true,
    });
  });

  it.each<[string, DecideInput, string]>([
    [
      'a problem',
      input([a], [good(a)], {
        problems: [{ code: 'LOCK_DIFFERS', message: 'it differs', hint: 'h' }],
        end: 'problems',
      }),
      'mend LOCK_DIFFERS: it differs',
    ],
    ['a run that was cut short', input([a], [good(a)], { end: 'cancelled' }), 'let the run come to its end'],
    [
      'a plugin',
      input([a], [good(a)], { objections: [{ source: 'p', level: 'block', rule: 'r', message: 'no' }] }),
      'answer plugin p: no',
    ],
    [
      'the lock',
      input([a], [good(a)], {
        lock: {
          schemaVersion: 1,
          checks: [{ id: 'b/y', level: 'required' }],
          limits: [],
          waivers: [],
          baseline: { findings: 0 },
          tools: {},
        },
      }),
      'b/y: put the check back, or run `sluice lock` and commit it',
    ],
    ['a check without a result', input([a, planned('b/y')], [good(a)]), 'b/y must run and succeed'],
    [
      'a conclusion that is unknown',
      input([a], [{ ...good(a), conclusion: 'odd' as never }]),
      'a/x must run and succeed',
    ],
  ])('and what helps, also against %s', (_name, given, message) => {
    expect(flip(explained(given))).toEqual({ messages: [message], isChecked: true });
  });

  it('without a promise where nothing that is known would help', () => {
    const found = explained(input([], []));
    expect(found.flip).toMatchObject({ changes: [], isChecked: false, left: [{ rule: 'no-evidence' }] });
    expect(found.flip?.flipsTo).toBeUndefined();
    expect(explained(input([a], [good(a), good(a)])).flip?.isChecked).toBe(false);
  });

  it('with one change for a check and a limit over several that it brings down', () => {
    const limits = [{ rule: 'over', count: {}, max: 0, over: ['a/*'] }];
    const given = input([a], [resultOf(a, [{ findings: [finding(), finding()] }])], {
      policy: { ...policy, limits },
    });
    expect(explained(given).flip).toMatchObject({
      changes: [{ kind: 'remove-findings', rule: 'a/x/findings', count: 2 }],
      isChecked: true,
      flipsTo: 'pass',
    });
  });

  it('with the test to waive where it is the only one', () => {
    const test = finding({ kind: 'test', region: 'tests/a.py::b' });
    expect(explained(input([a], [resultOf(a, [{ findings: [test] }])])).blocks[0]?.waive).toBe(
      'test:tests/a.py::b',
    );
    expect(explained(input([a], [resultOf(a, [{ findings: [test, finding()] }])])).blocks[0]?.waive).toBe(
      'a/x',
    );
  });
});

describe('every check is explained', () => {
  it('by why it was planned or skipped and how it ended', () => {
    const left = planned('b/y', {
      decision: 'skip',
      skip: 'not-affected',
      reason: 'none of 3 changed files matches docs/**',
    });
    const waivers = [waiver({ check: 'c/z' })];
    const waived = planned('c/z');
    const flaky = planned('d/w');
    const given = input(
      [a, left, waived, flaky, planned('e/v', { level: 'optional' })],
      [
        good(a),
        skipped(left, 'not-affected'),
        resultOf(waived, [{ findings: [finding()] }], { waivers }),
        resultOf(flaky, [{ status: 'errored', reason: 'oops' }, {}]),
      ],
      { policy: { ...policy, waivers } },
    );
    const { checks, verdict, flip: none } = explained(given);
    expect(verdict.level).toBe('warn');
    expect(none).toBeUndefined();
    expect(checks.map(({ id, planned: why, ended }) => [id, why, ended])).toEqual([
      ['a/x', 'all files', 'success'],
      ['b/y', 'none of 3 changed files matches docs/**', 'skipped: not-affected (because not-affected)'],
      ['c/z', 'all files', 'failure (c/z/findings is 1, limit 0), waived until 2027-01-31 by @owner'],
      ['d/w', 'all files', 'success on attempt 2'],
      ['e/v', 'all files', 'it has no result'],
    ]);
    expect(checks[3]?.attempts.map(({ number, status, reason }) => [number, status, reason])).toEqual([
      [1, 'errored', 'oops'],
      [2, 'completed', undefined],
    ]);
    expect(checks[4]?.objections).toHaveLength(1);
  });

  it('in data that survives JSON', () => {
    fc.assert(
      fc.property(anyWaivedInput, (given) => {
        const found = explained(given);
        expect(JSON.parse(JSON.stringify(found))).toStrictEqual(found);
      }),
    );
  });
});

describe('the change that flips a verdict', () => {
  it('does so when applied and decided again, and no part of it is needless', () => {
    fc.assert(
      fc.property(anyWaivedInput, (given) => {
        const report = reportOf(given);
        const whole = inputOf(report);
        const found = counterfactual(whole);
        if (!found.isChecked) {
          expect(found.left.length).toBeGreaterThan(0);
          return;
        }
        expect(decide(applyChanges(whole, found.changes)).level).toBe(found.flipsTo);
        expect(found.flipsTo).not.toBe('block');
        for (const change of found.changes) {
          const rest = found.changes.filter((one) => one !== change);
          expect(decide(applyChanges(whole, rest)).level).toBe('block');
        }
      }),
      { numRuns: 1500 },
    );
  });

  it('is found for every block that comes of results', () => {
    fc.assert(
      fc.property(anyWaivedInput, (given) => {
        const verdict = decide(given);
        fc.pre(verdict.level === 'block' && !verdict.objections.some(({ rule }) => rule === 'no-evidence'));
        expect(counterfactual(given)).toMatchObject({ isChecked: true });
      }),
      { numRuns: 1500 },
    );
  });

  it('changes nothing that it is given', () => {
    fc.assert(
      fc.property(anyWaivedInput, (given) => {
        const before = JSON.stringify(given);
        counterfactual(given);
        expect(JSON.stringify(given)).toBe(before);
      }),
    );
  });
});
