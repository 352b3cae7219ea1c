import type { FindingKind, Limit, Severity } from '@sluice/core';
import type { SecurityOptions } from './options.ts';

/** What the limits depend on. */
export type LimitOptions = Pick<SecurityOptions, 'maxHigh' | 'count' | 'liveSecrets' | 'licences'>;

/** How many findings pass, which, and whether licences are among them. */
export interface Budget {
  readonly max: number;
  readonly licences: boolean;
  readonly kinds?: readonly FindingKind[];
  readonly severityAtLeast?: Severity;
}

/**
 * How many high findings pass: in code, dependencies and configuration, and in licences when asked. There is no
 * threshold above critical, so a critical always counts.
 */
export function maxHighLimit({ max, licences, kinds = KINDS, severityAtLeast = 'high' }: Budget): Limit {
  const kind = licences && !kinds.includes('license') ? [...kinds, 'license' as const] : kinds;
  return { rule: 'security/max-high', count: { kind, severityAtLeast }, max };
}

const KINDS: readonly FindingKind[] = ['code', 'dependency', 'misconfig'];

/** No secret passes but placeholders and what only the history holds, which severity steps make `info`. */
export const liveSecretsLimit: Limit = {
  rule: 'security/live-secrets',
  count: { kind: 'secret', severityAtLeast: 'low' },
  max: 0,
};

/** How many the option `maxHigh` lets pass, in whichever form it is written. */
export function maxHighOf({ maxHigh }: Pick<LimitOptions, 'maxHigh'>): number {
  return typeof maxHigh === 'number' ? maxHigh : maxHigh.limit;
}

/** The checks that find problems of the kinds that the budget counts; each runs once for every project. */
const BUDGETED = ['security/bandit', 'security/pip-audit'];
const ALL = ['security/*'];

/**
 * The limits over the checks of this plugin, whatever their level: a budget of findings that are high or worse, and the
 * secrets that are live, which have none to share it with. Each is over those checks alone that can find what it
 * counts: a limit whose contributor did not complete blocks, and advisories that are out of reach say nothing of secrets.
 * `projects` are the names in cells, where there are several.
 */
export function securityLimits(options: LimitOptions, projects: readonly string[] = []): readonly Limit[] {
  const liveSecrets = { ...liveSecretsLimit, max: options.liveSecrets, over: ['security/secrets'] };
  return [...budgets(options, projects), liveSecrets];
}

function budgets(options: LimitOptions, projects: readonly string[]): readonly Limit[] {
  const { maxHigh, licences, count } = options;
  const { kinds, severityAtLeast } = count;
  const base = maxHighLimit({ max: maxHighOf(options), licences, kinds, severityAtLeast });
  const { of, per } = typeof maxHigh === 'number' ? { of: undefined, per: 'all' } : maxHigh;
  if (per === 'project' && projects.length > 0) {
    return projects.map((name) => ({
      ...base,
      rule: `${base.rule}@${name}`,
      over: (of ?? BUDGETED).map((pattern) => `${pattern}@${name}`),
    }));
  }
  if (per === 'check')
    return (of ?? BUDGETED).map((id) => ({ ...base, rule: `${base.rule}:${id}`, over: [id] }));
  return [{ ...base, over: of ?? (kinds.includes('secret') ? ALL : BUDGETED) }];
}
