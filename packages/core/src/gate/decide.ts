import { compareText } from '../model/compare-text.ts';
import type { CheckResult } from '../model/result.ts';
import type { Objection, Verdict } from '../model/verdict.ts';
import { objection, type DecideInput } from './decide-input.ts';
import { isAdviceUntil } from './enforce-from.ts';
import { effectOf } from './levels.ts';
import { objectToResults } from './object-to-results.ts';
import { objectToWeakening } from './object-to-weakening.ts';
import { objectToOverLimits } from './over-limits.ts';
import { reviewWaivers } from './waivers.ts';

const ORDER: readonly Objection['level'][] = ['block', 'warn', 'note'];

/**
 * The verdict: the maximum of all objections, and a pure function of what it is given. Nothing takes an objection
 * away, so adding a check, a problem or a plugin's doubt can only make it stricter; and where nothing was looked at,
 * that is itself an objection.
 */
export function decide(input: DecideInput): Verdict {
  const own = decidingObjections(input);
  const objections = [...own, ...input.objections.map(fromPlugin)].sort(compareObjections);
  const level = objections.reduce<Verdict['level']>((worst, one) => max(worst, one.level), 'pass');
  const isAdvice =
    level === 'block' && isFromResults(input) && isAdviceUntil(input.policy.enforceFrom, input.now);
  return {
    level,
    ...(input.plan.partial ? { partial: true as const } : {}),
    ...(isAdvice && input.policy.enforceFrom !== undefined ? { enforcedFrom: input.policy.enforceFrom } : {}),
    objections,
  };
}

function decidingObjections(input: DecideInput): readonly Objection[] {
  const { objections: overLimits, brokenRules } = objectToOverLimits(input);
  const waivers = isFromResults(input)
    ? reviewWaivers({ ...input, waivers: input.policy.waivers, brokenRules })
    : [];
  return [
    ...objectToRun(input),
    ...objectToResults(input),
    ...overLimits,
    ...objectToAbsence(input),
    ...objectToWeakening(input),
    ...waivers,
  ];
}

/** Objections to the run as a whole: what kept it from being evidence. */
function objectToRun({ problems, end, results }: DecideInput): readonly Objection[] {
  const found = problems.map(({ code, message }) => objection('block', 'problem', `${code}: ${message}`));
  if (end === 'cancelled')
    found.push(objection('block', 'cancelled', 'the run was cancelled before it was complete'));
  else if (end !== 'completed' && problems.length === 0) {
    found.push(objection('block', 'not-completed', `the run ended as ${JSON.stringify(end)}`));
  }
  if (!results.some(isEvidence))
    found.push(objection('block', 'no-evidence', 'no check has a result, and no evidence is never a pass'));
  return found;
}

/** A check that was looked at, or one of which is proven that there was nothing to look at. */
function isEvidence({ conclusion, skip }: CheckResult): boolean {
  return conclusion === 'skipped' ? skip === 'not-affected' : true;
}

function objectToAbsence({ lock, plan, end }: DecideInput): readonly Objection[] {
  // A run that never planned has problems to tell; every locked check would be absent from it.
  if (end !== 'completed' && plan.checks.length === 0) return [];
  const planned = new Set(plan.checks.map(({ id }) => id));
  return (lock?.checks ?? [])
    .filter(({ id }) => !planned.has(id))
    .flatMap(({ id, level }) => {
      const effect = effectOf('absent', level, () => false);
      if (effect === 'ok' || effect === 'shown') return [];
      return [objection(effect, 'lock', `${id} is in the lock and not in the plan`, { checkId: id })];
    });
}

/** Blocks that come of results can be advice for a while; a run that never got to results has nothing to advise. */
function isFromResults({ end, problems, results }: DecideInput): boolean {
  return end === 'completed' && problems.length === 0 && results.some(isEvidence);
}

/** A plugin may warn and block. Anything else it says is taken for the worst: it meant something. */
function fromPlugin(given: Objection): Objection {
  const { source, level, rule, message, measured, limit, checkId } = given;
  return {
    source: String(source),
    level: level === 'warn' ? 'warn' : 'block',
    rule: String(rule),
    ...(Number.isFinite(measured) ? { measured } : {}),
    ...(Number.isFinite(limit) ? { limit } : {}),
    message: String(message),
    ...(typeof checkId === 'string' ? { checkId } : {}),
  };
}

function max(a: Verdict['level'], b: Objection['level']): Verdict['level'] {
  if (a === 'block' || b === 'block') return 'block';
  return a === 'warn' || b === 'warn' ? 'warn' : 'pass';
}

function compareObjections(a: Objection, b: Objection): number {
  return (
    // A change that loosens the gate is what a reader must know before all else.
    Number(b.rule === 'policy-weakened') - Number(a.rule === 'policy-weakened') ||
    ORDER.indexOf(a.level) - ORDER.indexOf(b.level) ||
    compareText(a.checkId ?? '', b.checkId ?? '') ||
    compareText(a.rule, b.rule) ||
    compareText(a.message, b.message) ||
    compareText(a.source, b.source)
  );
}
