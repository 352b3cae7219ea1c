import type { FindingKind, Severity } from './finding.ts';

/** Which findings a limit counts. Every field given must match; `{}` counts all that are not waived. */
export interface CountFilter {
  readonly kind?: FindingKind | readonly FindingKind[];
  readonly severityAtLeast?: Severity;
  /** Findings of the baseline (`existing`) count only where a limit says so. */
  readonly state?: 'new' | 'existing';
  readonly fixable?: boolean;
  /** A rule id or a glob over rule ids: `ruff/E*`. */
  readonly ruleId?: string;
}

/**
 * What is too much, as data. Either `count` (a number of findings) or `metric` (a number a check measured) is
 * judged against `max` and `min`, both inclusive. A metric that was not measured breaks the limit: no evidence
 * is never a pass.
 *
 * Convention: a percentage metric `x` may come with `x.covered` and `x.total`; `explain` then says how many
 * more units reach the limit.
 */
export interface Limit {
  /** Stable name, shown in objections and used by `policy.limits` to add or replace: `python/coverage`. */
  readonly rule: string;
  readonly count?: CountFilter;
  readonly metric?: string;
  readonly max?: number;
  readonly min?: number;
  /** Ids or globs of the checks it counts over; a broken limit over several checks is an objection of the gate. */
  readonly over?: readonly string[];
  readonly objection?: 'block' | 'warn';
  readonly when?: 'pull_request';
}

/** A limit that was judged: the value it found and whether it holds. */
export interface LimitMeasurement {
  readonly rule: string;
  /** Undefined when there was nothing to measure, which breaks the limit. */
  readonly measured?: number;
  readonly limit: number;
  readonly bound: 'max' | 'min';
  readonly isBroken: boolean;
  readonly objection: 'block' | 'warn';
}
