import { SEVERITIES, type Finding } from '../model/finding.ts';
import { compileGlob } from '../model/id-pattern.ts';
import type { CountFilter, Limit, LimitMeasurement } from '../model/limit.ts';

/** What a limit is judged over. */
export interface LimitFacts {
  readonly findings: readonly Finding[];
  readonly metrics: Readonly<Record<string, number>>;
}

/** True when a limit is judged at all for what started the run. An event that is not known judges: nothing is let off. */
export function appliesTo({ when }: Limit, event: string | undefined): boolean {
  if (when !== 'pull_request' || event === undefined) return true;
  return event === 'pull_request' || event === 'pull_request_target';
}

/** Judges a limit, one measurement for each of its bounds. A limit that says nothing that can be judged is broken. */
export function judgeLimit(limit: Limit, facts: LimitFacts): readonly LimitMeasurement[] {
  const { rule, max, min } = limit;
  const objection = limit.objection === 'warn' ? 'warn' : 'block';
  const measured = measure(limit, facts);
  const bounds = [
    { bound: 'max', limit: max },
    { bound: 'min', limit: min },
  ] as const;
  const given = bounds.filter((one) => one.limit !== undefined);
  if (given.length === 0) return [{ rule, limit: 0, bound: 'max', isBroken: true, objection }];
  return given.map(({ bound, limit: value = NaN }) => ({
    rule,
    ...(measured === undefined ? {} : { measured }),
    limit: Number.isFinite(value) ? value : 0,
    bound,
    isBroken: !holds(bound, measured, value) || (bound === 'min' && limit.count !== undefined),
    objection,
  }));
}

// Written so that undefined and NaN on either side come out as not holding.
function holds(bound: 'max' | 'min', measured: number | undefined, limit: number): boolean {
  if (measured === undefined) return false;
  return bound === 'max' ? measured <= limit : measured >= limit;
}

/** The number a limit is about; undefined when it was not measured. */
export function measure({ count, metric }: Limit, { findings, metrics }: LimitFacts): number | undefined {
  if (count !== undefined) return countedBy(count, findings).length;
  const value = metric === undefined || !Object.hasOwn(metrics, metric) ? undefined : metrics[metric];
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** The findings a filter counts: none that is waived, and of the baseline only where it says so. */
export function countedBy(filter: CountFilter, findings: readonly Finding[]): readonly Finding[] {
  const { kind, severityAtLeast, state, fixable, ruleId } = filter;
  const kinds = kind === undefined || typeof kind === 'string' ? kind && [kind] : kind;
  const isRule = ruleId === undefined ? () => true : compileGlob(ruleId);
  return findings.filter((finding) => {
    if (finding.suppression !== undefined) return false;
    if ((finding.state === 'existing') !== (state === 'existing')) return false;
    if (kinds !== undefined && !kinds.includes(finding.kind)) return false;
    if (fixable !== undefined && (finding.fixable ?? false) !== fixable) return false;
    return isRule(finding.ruleId) && isAtLeast(finding, severityAtLeast);
  });
}

// A severity outside the set has rank -1, above critical: it counts rather than vanishes.
function isAtLeast({ severity }: Finding, bound: CountFilter['severityAtLeast']): boolean {
  return bound === undefined || SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(bound);
}

/** A measurement in one clause: `python/coverage is 29, limit at least 30`. */
export function measurementWords({ rule, measured, limit, bound }: LimitMeasurement): string {
  const words = bound === 'max' ? `limit ${limit}` : `limit at least ${limit}`;
  return measured === undefined
    ? `${rule} was not measured, ${words}`
    : `${rule} is ${shortNumber(measured, bound)}, ${words}`;
}

/** A number with two decimals at most, rounded towards its limit's wrong side: 29.996 never reads as the 30 it missed. */
export function shortNumber(value: number, bound: 'max' | 'min'): string {
  const hundredths = value * 100;
  return String((bound === 'max' ? Math.ceil(hundredths - 1e-6) : Math.floor(hundredths + 1e-6)) / 100);
}
