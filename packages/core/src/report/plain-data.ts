/** Said first in every object, in this order; other keys follow by name. A reader meets the id before the details. */
const LEADING = [
  'schemaVersion',
  'runId',
  'source',
  'number',
  'id',
  'checkId',
  'cell',
  'ruleId',
  'rule',
  'name',
  'title',
  'level',
];
const RANK = new Map(LEADING.map((key, index) => [key, index]));

function compareKeys(a: string, b: string): number {
  const byRank = (RANK.get(a) ?? LEADING.length) - (RANK.get(b) ?? LEADING.length);
  if (byRank !== 0) return byRank;
  return a < b ? -1 : 1;
}

/**
 * A copy that is JSON and nothing else, with keys in a stable order: what JSON cannot say (undefined, functions,
 * NaN) is left out rather than turned into null, a Date becomes its ISO text, and a value that holds itself is cut.
 * The order of a `cell` is kept, for it is the order of the matrix's axes.
 */
export function plainData<T>(value: T): T {
  return copy(value, new Set(), true) as T;
}

function copy(value: unknown, above: Set<object>, isSorted: boolean): unknown {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value === 'bigint') return Number(value);
  if (typeof value === 'string') return value.toWellFormed();
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value !== 'object' || above.has(value)) return undefined;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : value.toISOString();
  above.add(value);
  const result = Array.isArray(value)
    ? value.map((item) => copy(item, above, true)).filter((item) => item !== undefined)
    : copyObject(value, above, isSorted);
  above.delete(value);
  return result;
}

function copyObject(value: object, above: Set<object>, isSorted: boolean): object {
  const keys = Object.keys(value);
  if (isSorted) keys.sort(compareKeys);
  const entries = keys.map((key): [string, unknown] => [
    key,
    copy((value as Record<string, unknown>)[key], above, key !== 'cell'),
  ]);
  // fromEntries defines own properties, so that a key named __proto__ stays a key.
  return Object.fromEntries(entries.filter(([, item]) => item !== undefined));
}

/** Freezes a value and all it holds. */
export function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const item of Object.values(value)) deepFreeze(item);
  }
  return value;
}
