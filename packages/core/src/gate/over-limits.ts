import { canonicalJson } from '../model/canonical-json.ts';
import { compareText } from '../model/compare-text.ts';
import type { Finding } from '../model/finding.ts';
import { compileIdPattern } from '../model/id-pattern.ts';
import type { Limit, LimitMeasurement } from '../model/limit.ts';
import { mergeGroup } from '../model/merge-group.ts';
import type { Waiver } from '../model/policy.ts';
import type { CheckResult } from '../model/result.ts';
import type { Objection } from '../model/verdict.ts';
import { baseWords } from './base-words.ts';
import { isDeferred, objection, type DecideInput } from './decide-input.ts';
import { appliesTo, judgeLimit, measurementWords } from './limits.ts';
import { isInDate } from './waivers.ts';

/** A limit over several checks, with those it counts. */
export interface OverLimit {
  readonly limit: Limit;
  readonly contributors: readonly CheckResult[];
  /** Planned contributors without a complete result: the limit is not judged over the rest. */
  readonly incomplete: readonly { readonly id: string; readonly why: string; readonly isExcused: boolean }[];
}

/** All limits over several checks, each once: the policy's, and those that checks of the plan bring. */
export function overLimits(input: DecideInput): readonly OverLimit[] {
  const all = [...input.plan.checks.flatMap(({ limits }) => limits), ...input.policy.limits].filter(
    ({ over }) => over !== undefined,
  );
  const distinct = new Map(all.map((limit) => [canonicalJson(limit), limit]));
  const found = [...distinct.values()]
    .filter((limit) => appliesTo(limit, input.event))
    .flatMap((limit) => contributorsOf(limit, input));
  // Limits over the same checks share one list of them, and so what is distinct in it.
  const lists = new Map<string, readonly CheckResult[]>();
  return found.map((over) => {
    const key = over.contributors.map(({ id }) => id).join('\n');
    const contributors = lists.get(key) ?? over.contributors;
    lists.set(key, contributors);
    return { ...over, contributors };
  });
}

function contributorsOf(limit: Limit, input: DecideInput): readonly OverLimit[] {
  const patterns = (limit.over ?? []).map(compileIdPattern);
  const results = new Map(input.results.map((result) => [result.id, result]));
  const contributors: CheckResult[] = [];
  const incomplete: OverLimit['incomplete'][number][] = [];
  const unaffected: string[] = [];
  for (const { id } of input.plan.checks.filter((check) =>
    patterns.some(({ matches }) => matches(check.id)),
  )) {
    const result = results.get(id);
    if (result?.conclusion === 'success' || result?.conclusion === 'failure') contributors.push(result);
    else if (result?.skip === 'not-affected') unaffected.push(id);
    else if (result?.skip === 'disabled') continue;
    else
      incomplete.push({
        id,
        why: result?.skip ?? result?.conclusion ?? 'no result',
        isExcused: isExcused(result, input),
      });
  }
  // Untouched as a whole, it stands where the base left it; untouched in part, the part is not the whole.
  if (contributors.length + incomplete.length === 0) return [];
  incomplete.push(...unaffected.map((id) => ({ id, why: 'not-affected', isExcused: false })));
  incomplete.sort((a, b) => compareText(a.id, b.id));
  return [{ limit, contributors, incomplete }];
}

/** Not asked for, or let off on this pull request: someone else will judge the whole. */
function isExcused(result: CheckResult | undefined, input: DecideInput): boolean {
  if (result?.conclusion !== 'skipped') return false;
  return result.skip === 'not-selected' || (result.skip === 'no-permission' && isDeferred(input));
}

/** Judges a limit over its contributors: counts are summed, each finding once; of a metric the worst counts. */
export function judgeOver({ limit, contributors }: OverLimit): readonly LimitMeasurement[] {
  if (limit.metric === undefined)
    return judgeLimit(limit, { findings: distinctFindings(contributors), metrics: {} });
  const { metric } = limit;
  const values = contributors.map(({ metrics }) =>
    Object.hasOwn(metrics, metric) ? metrics[metric] : undefined,
  );
  const known = values.filter((value) => value !== undefined && Number.isFinite(value)) as number[];
  const isWhole = known.length === values.length && known.length > 0;
  const judge = (bound: 'max' | 'min'): readonly LimitMeasurement[] => {
    if (limit[bound] === undefined) return [];
    const { [bound === 'max' ? 'min' : 'max']: _other, ...one } = limit;
    const worst = bound === 'max' ? Math.max(...known) : Math.min(...known);
    return judgeLimit(one, { findings: [], metrics: isWhole ? { [metric]: worst } : {} });
  };
  return [...judge('max'), ...judge('min')];
}

/**
 * The findings of several checks, equal ones once: a test that fails under two Python versions is one test, an advisory
 * that two tools report is one problem. Of two that differ in whether they are waived, the one that counts stays.
 */
export function distinctFindings(results: readonly CheckResult[]): readonly Finding[] {
  const known = DISTINCT.get(results);
  if (known !== undefined) return known;
  const groups = new Map<string, Finding | Finding[]>();
  for (const { findings } of results) {
    for (const finding of findings) {
      const key = keyOf(finding);
      const group = groups.get(key);
      if (finding.problem === undefined || group === undefined) groups.set(key, finding);
      else if (Array.isArray(group)) group.push(finding);
      else groups.set(key, [group as Finding, finding]);
    }
  }
  const distinct = [...groups.values()].map((group) =>
    Array.isArray(group) ? mergeGroup(group) : (group as Finding),
  );
  DISTINCT.set(results, distinct);
  return distinct;
}

/** Asked for by each limit, and by each that is broken again: a hundred thousand findings are told apart once. */
const DISTINCT = new WeakMap<readonly CheckResult[], readonly Finding[]>();

function keyOf(finding: Finding): string {
  const { fingerprint, problem, kind, severity, suppression, state, fixable } = finding;
  if (problem !== undefined) return problem;
  // Everything that a limit can ask about is part of the key, so that no limit counts less for a twin.
  const facts = `${kind}\n${severity}\n${state === 'existing'}\n${fixable ?? false}\n${suppression !== undefined}`;
  return `${fingerprint ?? canonicalJson(finding)}\n${facts}`;
}

/** The objections of limits over several checks, and the rules of those that are broken. */
export function objectToOverLimits(input: DecideInput): {
  readonly objections: readonly Objection[];
  readonly brokenRules: ReadonlySet<string>;
} {
  const objections: Objection[] = [];
  const brokenRules = new Set<string>();
  for (const over of overLimits(input)) {
    const { limit, contributors, incomplete } = over;
    const level = limit.objection === 'warn' ? 'warn' : 'block';
    const broken = contributors.length === 0 ? [] : judgeOver(over).filter(({ isBroken }) => isBroken);
    if (incomplete.length > 0) {
      const ids = incomplete.map(({ id, why }) => `${id} (${why})`).join(', ');
      // A part never shows that a limit holds, but it can show that it does not: what is missing only adds to it.
      const already = broken
        .filter(({ measured }) => measured !== undefined)
        .map((one) => `; ${measurementWords(one)} without them`);
      const isLeft =
        incomplete.every(({ isExcused }) => isExcused) &&
        (already.length === 0 || waiverOf(limit.rule, input) !== undefined);
      objections.push(
        objection(
          isLeft ? 'note' : level,
          limit.rule,
          `${limit.rule} is incomplete: ${ids}${already.join('')}`,
        ),
      );
      continue;
    }
    for (const one of broken) {
      brokenRules.add(limit.rule);
      const base = baseWords(limit, distinctFindings(contributors), input.event);
      objections.push(brokenObjection(one, { level, input, base }));
    }
  }
  return { objections, brokenRules };
}

function brokenObjection(
  broken: LimitMeasurement,
  {
    level,
    input,
    base,
  }: { readonly level: 'warn' | 'block'; readonly input: DecideInput; readonly base: string },
): Objection {
  const { rule, measured, limit } = broken;
  const facts = { limit, ...(measured === undefined ? {} : { measured }) };
  const waiver = waiverOf(rule, input);
  if (waiver === undefined || measured === undefined)
    return objection(level, rule, `${measurementWords(broken)}${base}`, facts);
  const message = `${measurementWords(broken)}; waived until ${waiver.expires} by ${waiver.owner}: ${waiver.reason}`;
  return objection('note', rule, message, facts);
}

function waiverOf(rule: string, { policy, now }: DecideInput): Waiver | undefined {
  return policy.waivers.find((one) => one.limit === rule && isInDate(one, now));
}
