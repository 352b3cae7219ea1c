import { LEVELS } from '../model/level.ts';
import { SEVERITIES } from '../model/finding.ts';
import type { CountFilter, Limit } from '../model/limit.ts';

const LIMIT_KEYS: Readonly<Record<keyof Limit, true>> = {
  rule: true,
  count: true,
  metric: true,
  max: true,
  min: true,
  over: true,
  objection: true,
  when: true,
};

const COUNT_KEYS: Readonly<Record<keyof CountFilter, true>> = {
  kind: true,
  severityAtLeast: true,
  state: true,
  fixable: true,
  ruleId: true,
};

/** What is wrong with a limit, in words; empty when nothing is. */
export function limitFaults(limit: unknown): readonly string[] {
  if (!isObject(limit)) return ['a limit is not an object'];
  const { rule, count, metric, max, min, over, objection, when } = limit;
  const name = typeof rule === 'string' && rule !== '' ? `limit ${rule}` : 'a limit';
  const faults: string[] = unknownKeys(limit, LIMIT_KEYS).map((key) => `has the unknown field \`${key}\``);
  if (typeof rule !== 'string' || rule === '') faults.push('has no `rule`');
  if ((count === undefined) === (metric === undefined)) faults.push('needs either `count` or `metric`');
  if (metric !== undefined && (typeof metric !== 'string' || metric === ''))
    faults.push('has a `metric` that is no name');
  if (max === undefined && min === undefined) faults.push('needs `max` or `min`');
  for (const [bound, value] of Object.entries({ max, min })) {
    if (value !== undefined && !Number.isFinite(value)) faults.push(`has a \`${bound}\` that is no number`);
  }
  // With a least number of findings, finding less would be worse: a check that is added could turn a block into a pass.
  if (count !== undefined && min !== undefined) faults.push('counts findings, so it takes `max`, not `min`');
  if (over !== undefined && !isStrings(over)) faults.push('has an `over` that is no list of ids');
  if (objection !== undefined && objection !== 'block' && objection !== 'warn')
    faults.push('has an unknown `objection`');
  if (when !== undefined && when !== 'pull_request') faults.push('has an unknown `when`');
  if (count !== undefined) faults.push(...countFaults(count));
  return faults.map((fault) => `${name} ${fault}`);
}

function countFaults(count: unknown): readonly string[] {
  if (!isObject(count)) return ['has a `count` that is no object'];
  const faults = unknownKeys(count, COUNT_KEYS).map((key) => `has the unknown field \`count.${key}\``);
  const { severityAtLeast, state, fixable } = count;
  const severities: readonly unknown[] = SEVERITIES;
  if (severityAtLeast !== undefined && !severities.includes(severityAtLeast)) {
    faults.push('has an unknown `count.severityAtLeast`');
  }
  if (state !== undefined && state !== 'new' && state !== 'existing')
    faults.push('has an unknown `count.state`');
  if (fixable !== undefined && typeof fixable !== 'boolean')
    faults.push('has a `count.fixable` that is neither true nor false');
  return faults;
}

/** True for a plain object that can be read field by field. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** True for a list, not empty, of texts, none of them empty. */
export function isStrings(value: unknown): value is readonly string[] {
  return (
    Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === 'string' && item !== '')
  );
}

/** True for one of the three levels. */
export function isLevel(value: unknown): boolean {
  return (LEVELS as readonly unknown[]).includes(value);
}

/** Fields that a shape does not have: mostly ones that are misspelt, and would silently do nothing. */
export function unknownKeys(value: object, known: Readonly<Record<string, true>>): string[] {
  return Object.keys(value).filter((key) => !Object.hasOwn(known, key));
}
