import { problemOf } from '../errors/ci-error.ts';
import { checkIdOf } from '../model/id-pattern.ts';
import { canonicalJson } from '../model/canonical-json.ts';
import type { Check } from '../model/check.ts';
import type { Limit } from '../model/limit.ts';
import type { Problem } from '../model/problem.ts';
import { unused } from './assign-level.ts';
import type { IdIndex } from './match-id.ts';

/** The limits of a check that names none: no finding is allowed. */
export function defaultLimits(checkId: string): readonly Limit[] {
  return [{ rule: `${checkId}/findings`, count: {}, max: 0 }];
}

/**
 * The limits of every check after `policy.limits`, by check: those of one id may differ.
 *
 * A limit of the policy replaces those of its rule. Without `over` it stays where it replaced, and keeps the `over` of
 * what it replaced, so that `{ rule: 'security/max-high', max: 20 }` loosens that limit without knowing whom it
 * counts. With `over` it is the gate's, and the check's own of that rule goes. A rule without a cell means those of all
 * cells: `python/coverage` replaces `python/coverage@billing`, unless the policy names that too.
 */
export function applyLimits(
  index: IdIndex,
  policyLimits: readonly Limit[],
): { readonly limits: ReadonlyMap<Check, readonly Limit[]>; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const checks = new Set(index.all.map(({ check }) => check));
  const replacements = new Map(policyLimits.map((limit) => [limit.rule, limit]));
  const used = new Set<string>();
  const limits = new Map<Check, readonly Limit[]>();
  for (const check of checks) {
    const own = check.limits ?? defaultLimits(check.id);
    limits.set(
      check,
      own.flatMap((limit) =>
        replaced(limit, replacements.get(limit.rule) ?? replacements.get(checkIdOf(limit.rule)), used),
      ),
    );
    problems.push(...own.flatMap((limit) => overUnknown(check, limit, index)));
  }
  for (const limit of policyLimits) {
    if (limit.over !== undefined) problems.push(...unusedOver(limit, index));
    else if (!used.has(limit.rule)) problems.push(unused('limits', limit.rule, index));
  }
  problems.push(...twice(policyLimits), ...differing(checks));
  return { limits, problems };
}

function replaced(limit: Limit, by: Limit | undefined, used: Set<string>): readonly Limit[] {
  if (by === undefined) return [limit];
  used.add(by.rule);
  if (by.over !== undefined) return [];
  const { rule, over } = limit;
  return [over === undefined ? { ...by, rule } : { ...by, rule, over }];
}

function overUnknown(check: Check, { rule, over = [] }: Limit, index: IdIndex): Problem[] {
  return over
    .filter((pattern) => index.find(pattern).length === 0)
    .map((pattern) =>
      problemOf('CHECK_INVALID', {
        id: check.id,
        detail: `limit ${rule} is over ${pattern}, which matches no check`,
      }),
    );
}

function unusedOver({ over = [] }: Limit, index: IdIndex): Problem[] {
  return over
    .filter((pattern) => index.find(pattern).length === 0)
    .map((pattern) => unused('limits', pattern, index));
}

/**
 * Checks of one id whose limits differ under one rule: whether such a limit was loosened could not be told from the lock,
 * where the other would stand in for it, nor in an objection which of them is meant.
 */
function differing(checks: Iterable<Check>): Problem[] {
  const known = new Map<string, string>();
  const found = new Map<string, Problem>();
  for (const { id, limits = [] } of checks) {
    for (const limit of limits) {
      const key = `${id} ${limit.rule}`;
      const words = canonicalJson(limit);
      const detail = `has two limits of the rule ${limit.rule} that differ: give each of its checks a rule of its own`;
      if ((known.get(key) ?? words) !== words) found.set(key, problemOf('CHECK_INVALID', { id, detail }));
      known.set(key, words);
    }
  }
  return [...found.values()];
}

function twice(limits: readonly Limit[]): Problem[] {
  const rules = limits.map(({ rule }) => rule);
  const repeated = new Set(rules.filter((rule, index) => rules.indexOf(rule) !== index));
  return [...repeated].map((rule) =>
    problemOf(
      'CONFIG_INVALID',
      { detail: `policy.limits has two limits of the rule ${rule}.`, fix: 'Keep one of them.' },
      { path: 'policy.limits' },
    ),
  );
}
