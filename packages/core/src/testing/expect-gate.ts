import { AssertionError } from 'node:assert';
import { suggest } from '../errors/suggest.ts';
import { applyWaivers } from '../findings/apply-waivers.ts';
import { decideAgain } from '../gate/decide-again.ts';
import { checkIdOf } from '../model/id-pattern.ts';
import type { RunReport } from '../model/report.ts';
import type { CheckResult } from '../model/result.ts';
import type { Objection, Verdict } from '../model/verdict.ts';

/** What a policy test says of a run. Each throws an AssertionError that shows the objections. */
export interface GateExpectation {
  /** Neither a block nor a warning. A part of a run is never a pass. */
  readonly toPass: () => void;
  /** A warning and no block; with a rule, for that rule. */
  readonly toWarn: (rule?: string) => void;
  /** A block; with a rule, for that rule, whatever else blocks. */
  readonly toBlock: (rule?: string) => void;
}

/**
 * Says what the gate must decide, in a test of a policy, under any test runner. The report is decided again from what it
 * records, so that one whose results a test has edited is judged by these and not by the verdict that stands in it.
 *
 * A rule is that of an objection (`max-flaky`), of a limit (`security/max-high`, `python/coverage`), or the id of a
 * check, with its cell or without.
 */
export function expectGate(report: RunReport): GateExpectation {
  const { verdict, results } = decideAgain(report, report.policy, applyWaivers);
  const complain = (expected: string, rule: string | undefined, why: string): never => {
    const words = rule === undefined ? expected : `${expected} for ${rule}`;
    throw new AssertionError({
      message: [`${why}, and should ${words}.`, ...objectionLines(verdict)].join('\n'),
      actual: verdict.level,
      expected: words,
      operator: 'expectGate',
      stackStartFn: complain,
    });
  };
  const expectLevel = (level: 'warn' | 'block', rule: string | undefined): void => {
    if (verdict.level !== level) complain(level, rule, `The gate ${saidOf(verdict)}`);
    if (rule === undefined) return;
    const found = verdict.objections.filter((one) => one.level === level);
    if (found.some((one) => namesOf(one, results).includes(rule))) return;
    const near = suggest(rule, new Set(found.flatMap((one) => namesOf(one, results))));
    const hint = near === undefined ? '' : ` (did you mean ${near}?)`;
    complain(level, `${rule}${hint}`, `The gate ${saidOf(verdict)} for another reason`);
  };
  return {
    toPass: () => {
      if (verdict.level !== 'pass') complain('pass', undefined, `The gate ${saidOf(verdict)}`);
      if (verdict.partial === true) complain('pass', undefined, 'A part of a run has nothing against it');
    },
    toWarn: (rule) => expectLevel('warn', rule),
    toBlock: (rule) => expectLevel('block', rule),
  };
}

const SAID: Readonly<Record<Verdict['level'], string>> = { pass: 'passes', warn: 'warns', block: 'blocks' };

function saidOf({ level, enforcedFrom }: Verdict): string {
  return `${SAID[level]}${enforcedFrom === undefined ? '' : `, as advice until ${enforcedFrom}`}`;
}

/** By what an objection may be called: its rule, its check, and the limits of that check that are broken. */
function namesOf({ rule, checkId }: Objection, results: readonly CheckResult[]): readonly string[] {
  if (checkId === undefined) return [rule];
  const limits = results.find(({ id }) => id === checkId)?.limits ?? [];
  const broken = limits.filter(({ isBroken }) => isBroken).map((limit) => limit.rule);
  return [rule, checkId, checkIdOf(checkId), ...broken, ...broken.map(checkIdOf)];
}

function objectionLines({ objections }: Verdict): readonly string[] {
  if (objections.length === 0) return ['It has no objection.'];
  return objections.map(
    ({ level, rule, checkId, message }) =>
      `  ${level.padEnd(5)} ${checkId === undefined ? rule : `${rule} ${checkId}`}: ${message}`,
  );
}
