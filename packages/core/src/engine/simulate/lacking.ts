import { judgeOver, overLimits, type OverLimit } from '../../gate/over-limits.ts';
import { canonicalJson } from '../../model/canonical-json.ts';
import type { PlannedCheck } from '../../model/plan.ts';
import type { RunReport } from '../../model/report.ts';
import type { CheckResult } from '../../model/result.ts';
import type { Objection } from '../../model/verdict.ts';
import { blockedBy, blockedByPreflight } from '../../run/blocked-by.ts';
import type { DecidedUnder } from './decide-under.ts';

/**
 * Tells of a block whether it is one for lack of evidence: what it is about was never looked at in that run, and nobody
 * knows what would have been seen. The answer is why, in a clause; undefined for a block that stands.
 */
export function createLacking(
  report: RunReport,
  { input, recast }: Pick<DecidedUnder, 'input' | 'recast'>,
): (objection: Objection) => string | undefined {
  const results = new Map(input.results.map((result) => [result.id, result]));
  const recorded = new Map(report.results.map((result) => [result.id, result]));
  const known = new Set(report.verdict.objections.map(canonicalJson));
  const overs = new Map(overLimits(input).map((over) => [over.limit.rule, over]));
  const isHeld = createHeld(report, input.results);

  const ofResult = (result: CheckResult): string | undefined => {
    if (notRun(result) && !isHeld(result)) return `${result.id} did not run (${wordOf(result)})`;
    return result.conclusion === 'failure' ? unmeasured(result, recorded.get(result.id)) : undefined;
  };
  const ofOver = (over: OverLimit): string | undefined => {
    const isNew = (id: string): boolean => recast.missing.has(id) || isUnseen(results.get(id), isHeld);
    const broken = judgeOver(over).filter(({ isBroken }) => isBroken);
    if (broken.some(({ measured }) => measured !== undefined)) return undefined;
    const { rule } = over.limit;
    if (over.incomplete.length === 0) return `${rule} was not measured`;
    const ids = over.incomplete.map(({ id }) => id);
    return ids.every(isNew) ? `${rule} counts ${ids.join(', ')}, of which the run says nothing` : undefined;
  };
  return (objection) => {
    const { source, rule, checkId } = objection;
    if (source !== 'gate') return undefined;
    if (checkId === undefined) {
      const over = overs.get(rule);
      return over === undefined || known.has(canonicalJson(objection)) ? undefined : ofOver(over);
    }
    const why = recast.missing.get(checkId);
    if (why !== undefined) return `${checkId} ${why}`;
    const result = results.get(checkId);
    return result === undefined ? undefined : ofResult(result);
  };
}

/** Ended without having looked, for something that went on elsewhere. */
function notRun({ conclusion, skip }: CheckResult): boolean {
  return conclusion === 'cancelled' || skip === 'upstream-failed';
}

function isUnseen(result: CheckResult | undefined, isHeld: (result: CheckResult) => boolean): boolean {
  return result?.skip === 'not-affected' || (result !== undefined && notRun(result) && !isHeld(result));
}

const wordOf = ({ conclusion, skip }: CheckResult): string => skip ?? conclusion;

/**
 * Whether what kept a check from running would have kept it under the other policy too. A cause that the run itself does
 * not show is none that a policy could take away.
 */
function createHeld(
  { plan, results: recorded }: RunReport,
  results: readonly CheckResult[],
): (result: CheckResult) => boolean {
  const planned = new Map(plan.checks.map((check) => [check.id, check]));
  const [before, now] = [createCause(planned, recorded), createCause(planned, results)];
  return (result) => now(result) || !before(result);
}

/**
 * Whether the results show why a check did not run: a need that is no success, a required preflight check that is none;
 * for one that fail-fast cancelled, any required check that is none.
 */
function createCause(
  planned: ReadonlyMap<string, PlannedCheck>,
  results: readonly CheckResult[],
): (result: CheckResult) => boolean {
  const byId = new Map(results.map((result) => [result.id, result]));
  const isPreflightDown = results.some((result) => blockedByPreflight(result) !== undefined);
  const isFailing = results.some(
    (result) =>
      result.level === 'required' &&
      ['failure', 'errored', 'timed_out'].includes(result.conclusion) &&
      result.waiver === undefined,
  );
  return ({ id, conclusion, phase }) => {
    if (conclusion === 'cancelled') return isFailing;
    if (isPreflightDown && phase !== 'preflight') return true;
    const check = planned.get(id);
    return check !== undefined && blockedBy(check, byId) !== undefined;
  };
}

/** A limit on something that the run did not measure, and did not have to. */
function unmeasured(result: CheckResult, recorded: CheckResult | undefined): string | undefined {
  const broken = result.limits.filter(({ isBroken, objection }) => isBroken && objection === 'block');
  if (broken.some(({ measured }) => measured !== undefined)) return undefined;
  const owed = new Set(
    (recorded?.limits ?? []).filter(({ measured }) => measured === undefined).map(({ rule }) => rule),
  );
  const fresh = broken.filter(({ rule }) => !owed.has(rule));
  if (fresh.length < broken.length || fresh.length === 0) return undefined;
  return `${fresh.map(({ rule }) => rule).join(', ')} was not measured by ${result.id}`;
}
