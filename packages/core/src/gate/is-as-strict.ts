import { SEVERITIES } from '../model/finding.ts';
import type { CountFilter, Limit } from '../model/limit.ts';

/**
 * True when a limit lets nothing pass that another one stopped. Where that cannot be told from the two alone (another
 * glob, another metric) it is not: a change of what is measured has to be looked at.
 */
export function isAsStrict(limit: Limit, before: Limit): boolean {
  return (
    limit.metric === before.metric &&
    isBounded(limit, before) &&
    countsAsMuch(limit.count, before.count) &&
    isOverAsMany(limit.over, before.over) &&
    (limit.objection !== 'warn' || before.objection === 'warn') &&
    (limit.when === undefined || limit.when === before.when)
  );
}

function isBounded({ max, min }: Limit, before: Limit): boolean {
  if (before.max !== undefined && !(max !== undefined && max <= before.max)) return false;
  return before.min === undefined || (min !== undefined && min >= before.min);
}

function countsAsMuch(filter: CountFilter | undefined, before: CountFilter | undefined): boolean {
  if (filter === undefined || before === undefined) return filter === before;
  const rank = (severity: CountFilter['severityAtLeast']): number =>
    severity === undefined ? SEVERITIES.length : SEVERITIES.indexOf(severity);
  return (
    takesIn(kindsOf(filter), kindsOf(before)) &&
    rank(filter.severityAtLeast) >= rank(before.severityAtLeast) &&
    // Without a state, what is new counts; the baseline's findings only where a limit names them.
    (filter.state ?? 'new') === (before.state ?? 'new') &&
    (filter.fixable === undefined || filter.fixable === before.fixable) &&
    (filter.ruleId === undefined || filter.ruleId === before.ruleId)
  );
}

function kindsOf({ kind }: CountFilter): readonly string[] | undefined {
  return typeof kind === 'string' ? [kind] : kind;
}

/** Undefined takes in everything. */
function takesIn(wide: readonly string[] | undefined, narrow: readonly string[] | undefined): boolean {
  return wide === undefined || (narrow?.every((one) => wide.includes(one)) ?? false);
}

function isOverAsMany(over: readonly string[] | undefined, before: readonly string[] | undefined): boolean {
  if (over === undefined || before === undefined) return over === before;
  return before.every((pattern) => over.includes(pattern));
}
