import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideAgain } from '../../src/gate/decide-again.ts';
import { decide } from '../../src/gate/decide.ts';
import type { DecideInput } from '../../src/gate/decide-input.ts';
import type { CheckResult } from '../../src/model/result.ts';
import type { Verdict } from '../../src/model/verdict.ts';
import { anyCheck, anyInput, anyWaivedInput } from './arbitrary.ts';
import { finding, planOf, reportOf, resultOf } from './gate-fixtures.ts';

const runs = { numRuns: 400 };

function rank({ level }: Verdict): number {
  return ['pass', 'warn', 'block'].indexOf(level);
}

/** Ways of making one input worse, each of them a function from an input to a worse one. */
const worsenings: readonly ((given: DecideInput, index: number) => DecideInput)[] = [
  ...(['errored', 'timed_out', 'cancelled'] as const).map(
    (status) => (given: DecideInput, index: number) =>
      replace(given, index, (result) => (isJudged(result) ? again(given, result, { status }) : result)),
  ),
  (given, index) =>
    replace(given, index, (result) => {
      const last = result.attempts.at(-1);
      return last === undefined
        ? result
        : again(given, result, { ...last, findings: [...last.findings, finding({ severity: 'critical' })] });
    }),
  (given, index) =>
    replace(given, index, (result) =>
      isJudged(result) ? again(given, result, { ...result.attempts.at(-1), metrics: {} }) : result,
    ),
  (given, index) =>
    replace(given, index, (result) =>
      isJudged(result) ? { ...result, conclusion: 'odd' as never } : result,
    ),
  // Not where a permission is deferred: that lets the required off now, for the merge queue holds them, and them alone.
  (given, index) =>
    replace(given, index, (result) =>
      result.skip === 'no-permission' ? result : { ...result, level: 'required' },
    ),
  (given, index) => ({ ...given, results: given.results.filter((_, place) => place !== index) }),
  (given) => ({ ...given, end: 'cancelled' }),
  (given) => ({ ...given, problems: [{ code: 'X', message: 'm', hint: 'h' }] }),
  (given) => ({
    ...given,
    objections: [...given.objections, { source: 'q', level: 'warn', rule: 'r', message: 'm' }],
  }),
  (given) => ({ ...given, policy: { ...given.policy, maxFlaky: 0 } }),
  (given) => ({
    ...given,
    policy: {
      ...given.policy,
      limits: given.policy.limits.map((limit) =>
        limit.max === undefined ? { ...limit, min: 99 } : { ...limit, max: 0 },
      ),
    },
  }),
  (given) => ({ ...given, policy: { ...given.policy, noPermission: 'block' } }),
  (given) => ({
    ...given,
    lock: {
      schemaVersion: 1,
      limits: [],
      waivers: [],
      baseline: { findings: 0 },
      tools: {},
      ...given.lock,
      checks: [...(given.lock?.checks ?? []), { id: 'p/absent', level: 'optional' }],
    },
  }),
];

function isJudged({ conclusion }: CheckResult): boolean {
  return conclusion === 'success' || conclusion === 'failure';
}

function again(given: DecideInput, result: CheckResult, last: object): CheckResult {
  const check = given.plan.checks.find(({ id }) => id === result.id);
  return check === undefined
    ? result
    : resultOf(check, [...result.attempts.slice(0, -1), last], given.policy);
}

function replace(
  given: DecideInput,
  index: number,
  change: (result: CheckResult) => CheckResult,
): DecideInput {
  return {
    ...given,
    results: given.results.map((result, place) => (place === index ? change(result) : result)),
  };
}

const worsened = (inputs: fc.Arbitrary<DecideInput>): fc.Arbitrary<[DecideInput, DecideInput]> =>
  fc
    .tuple(inputs, fc.nat({ max: 3 }), fc.constantFrom(...worsenings))
    .map(([given, index, worsen]) => [given, worsen(given, index)]);

describe('the laws of the gate', () => {
  it('worsening one input never improves the verdict', () => {
    fc.assert(
      fc.property(worsened(anyInput), ([before, after]) => rank(decide(after)) >= rank(decide(before))),
      { numRuns: 3000 },
    );
  });

  // Without maxFlaky: a check that fails outright is flaky no longer, and a waiver accepts exactly that.
  it('worsening one input never lifts a block, waivers or not', () => {
    const firm = anyWaivedInput.map(({ policy: { maxFlaky: _maxFlaky, ...policy }, ...given }) => ({
      ...given,
      policy,
    }));
    fc.assert(
      fc.property(
        worsened(firm),
        ([before, after]) => decide(before).level !== 'block' || decide(after).level === 'block',
      ),
      { numRuns: 3000 },
    );
  });

  it('adding a check never turns a block into less', () => {
    fc.assert(
      fc.property(anyWaivedInput, anyCheck('p/c9'), (given, { check, result }) => {
        const verdict = decide(given);
        // Where nothing had been looked at, a check is the first evidence there is.
        fc.pre(verdict.objections.every(({ rule }) => rule !== 'no-evidence'));
        const more = decide({
          ...given,
          plan: planOf([...given.plan.checks, check]),
          results: [...given.results, result],
        });
        expect(verdict.level !== 'block' || more.level === 'block').toBe(true);
      }),
      runs,
    );
  });

  it('order changes nothing', () => {
    fc.assert(
      fc.property(anyWaivedInput, (given) => {
        const turned: DecideInput = {
          ...given,
          plan: { ...given.plan, checks: given.plan.checks.toReversed() },
          results: given.results
            .toReversed()
            .map((result) => ({ ...result, findings: result.findings.toReversed() })),
          objections: given.objections.toReversed(),
          policy: {
            ...given.policy,
            limits: given.policy.limits.toReversed(),
            waivers: given.policy.waivers.toReversed(),
          },
        };
        expect(decide(turned)).toStrictEqual(decide(given));
      }),
      runs,
    );
  });

  it('no evidence is never a pass', () => {
    fc.assert(
      fc.property(anyWaivedInput, (given) => decide({ ...given, results: [] }).level === 'block'),
      runs,
    );
  });

  it('an unknown conclusion blocks', () => {
    fc.assert(
      fc.property(anyWaivedInput, fc.nat({ max: 3 }), fc.string(), (given, index, word) => {
        fc.pre(
          index < given.results.length &&
            !['success', 'failure', 'errored', 'timed_out', 'cancelled', 'skipped'].includes(word),
        );
        return (
          decide(replace(given, index, (result) => ({ ...result, conclusion: word as never }))).level ===
          'block'
        );
      }),
      runs,
    );
  });

  it('a verdict survives JSON', () => {
    fc.assert(
      fc.property(anyWaivedInput, (given) => {
        const verdict = decide(given);
        expect(JSON.parse(JSON.stringify(verdict))).toStrictEqual(verdict);
      }),
      runs,
    );
  });

  it('a report is decided again as it was decided, also after a journey through JSON', () => {
    fc.assert(
      fc.property(anyInput, (given) => {
        const report = reportOf(given);
        const recorded = JSON.parse(JSON.stringify(report)) as typeof report;
        expect(decideAgain(recorded).verdict).toStrictEqual(report.verdict);
      }),
      runs,
    );
  });

  it('a report whose conclusions were touched up is decided from its attempts', () => {
    fc.assert(
      fc.property(anyInput, (given) => {
        const report = reportOf(given);
        const touched = report.results.map((result) =>
          result.attempts.length > 0 ? { ...result, conclusion: 'success' as const, limits: [] } : result,
        );
        expect(decideAgain({ ...report, results: touched }).verdict).toStrictEqual(report.verdict);
      }),
      runs,
    );
  });
});
