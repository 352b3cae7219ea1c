import * as fc from 'fast-check';
import { concludeAgain } from '../../src/gate/decide-again.ts';
import type { DecideInput } from '../../src/gate/decide-input.ts';
import type { SkipReason } from '../../src/model/conclusion.ts';
import { LEVELS } from '../../src/model/level.ts';
import type { Limit } from '../../src/model/limit.ts';
import type { PlannedCheck } from '../../src/model/plan.ts';
import type { Attempt, CheckResult } from '../../src/model/result.ts';
import { finding, input, planned, policy, resultOf, skipped, waiver } from './gate-fixtures.ts';

const severity = fc.constantFrom('critical', 'high', 'low', 'unknown' as const);
const anyFinding = fc.record({
  severity,
  state: fc.constantFrom('new', 'existing' as const),
  name: fc.constantFrom('1', '2', '3', '4', '5'),
});

export const anyAttempt: fc.Arbitrary<Partial<Attempt>> = fc.record({
  status: fc.constantFrom(
    'completed',
    'completed',
    'completed',
    'errored',
    'timed_out',
    'cancelled',
    'skipped' as const,
  ),
  findings: fc
    .uniqueArray(anyFinding, { maxLength: 4, selector: ({ name }) => name })
    .map((list) => list.map(({ name, ...more }) => finding({ ...more, fingerprint: name }))),
  metrics: fc.constantFrom<Record<string, number>>(
    {},
    { coverage: 20, 'coverage.covered': 20, 'coverage.total': 100 },
    { coverage: 80 },
  ),
});

const ownLimits: fc.Arbitrary<readonly Limit[]> = fc.constantFrom<readonly Limit[]>(
  [{ rule: 'findings', count: {}, max: 0 }],
  [],
  [{ rule: 'findings', count: { severityAtLeast: 'high' }, max: 1 }],
  [
    { rule: 'coverage', metric: 'coverage', min: 30 },
    { rule: 'findings', count: {}, max: 2 },
  ],
  [{ rule: 'soft', count: {}, max: 0, objection: 'warn' }],
);

const overLimits: fc.Arbitrary<readonly Limit[]> = fc.constantFrom<readonly Limit[]>(
  [],
  [{ rule: 'over', count: { severityAtLeast: 'high' }, max: 2, over: ['p/*'] }],
  [
    { rule: 'over', count: {}, max: 1, over: ['p/c0', 'p/c1'] },
    { rule: 'cover', metric: 'coverage', min: 10, over: ['p/c*'], objection: 'warn' },
  ],
  [{ rule: 'over', count: { state: 'existing' }, max: 0, over: ['**'] }],
);

export interface AnyCheck {
  readonly check: PlannedCheck;
  readonly result: CheckResult;
}

const skip = fc.option(
  fc.constantFrom<SkipReason>('not-affected', 'not-selected', 'disabled', 'upstream-failed', 'no-permission'),
  { freq: 5, nil: undefined },
);

/** A planned check with the result it came to, as the engine would have concluded it. */
export function anyCheck(id: string): fc.Arbitrary<AnyCheck> {
  const parts = {
    level: fc.constantFrom(...LEVELS),
    limits: ownLimits,
    attempts: fc.array(anyAttempt, { minLength: 1, maxLength: 2 }),
    skip,
  };
  return fc.record(parts).map(({ level, limits, attempts, skip: reason }) => {
    const isPlanned = reason === 'not-affected' || reason === 'not-selected' || reason === 'disabled';
    const check = planned(id, { level, limits, ...(isPlanned ? { decision: 'skip', skip: reason } : {}) });
    return { check, result: reason === undefined ? resultOf(check, attempts) : skipped(check, reason) };
  });
}

const objections = fc.array(
  fc.record({
    source: fc.constant('plugin'),
    level: fc.constantFrom('warn', 'block' as const),
    rule: fc.constantFrom('r', 's'),
    message: fc.constant('m'),
  }),
  { maxLength: 1 },
);

/** Everything a verdict depends on. Without waivers: they have laws of their own. */
export const anyInput: fc.Arbitrary<DecideInput> = fc
  .record({
    checks: fc
      .integer({ min: 1, max: 4 })
      .chain((count) => fc.tuple(...Array.from({ length: count }, (_, index) => anyCheck(`p/c${index}`)))),
    limits: overLimits,
    maxFlaky: fc.option(fc.integer({ min: 0, max: 1 }), { nil: undefined }),
    objections,
    event: fc.constantFrom('pull_request', 'push'),
    noPermission: fc.constantFrom('block', 'defer' as const),
    locked: fc.subarray(['p/c0', 'p/gone']),
    hasLock: fc.boolean(),
  })
  .map(({ checks, limits, maxFlaky, noPermission, locked, hasLock, ...more }) =>
    input(
      checks.map(({ check }) => check),
      checks.map(({ result }) => result),
      {
        ...more,
        policy: { ...policy, limits, noPermission, ...(maxFlaky === undefined ? {} : { maxFlaky }) },
        ...(hasLock
          ? {
              lock: {
                schemaVersion: 1,
                checks: locked.map((id) => ({ id, level: 'required' })),
                limits: [],
                waivers: [],
                baseline: { findings: 0 },
                tools: {},
              },
            }
          : {}),
      },
    ),
  );

/** The same, with waivers that may apply. */
export const anyWaivedInput: fc.Arbitrary<DecideInput> = fc
  .tuple(
    anyInput,
    fc.subarray([
      waiver({ check: 'p/c0' }),
      waiver({ limit: 'findings' }),
      waiver({ limit: 'over' }),
      waiver({ check: 'p/c1' }, '2026-01-01'),
    ]),
  )
  .map(([given, waivers]) => {
    const waived = { ...given, policy: { ...given.policy, waivers } };
    const planOf = new Map(given.plan.checks.map((check) => [check.id, check]));
    return {
      ...waived,
      results: given.results.map((result) => concludeAgain(result, planOf.get(result.id), waived)),
    };
  });
