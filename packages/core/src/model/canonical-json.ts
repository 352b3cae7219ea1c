import { compareText } from './compare-text.ts';

/**
 * JSON in one spelling: keys sorted, nothing undefined, no spaces. Equal values give equal text however they were
 * put together, so that a hash of it says something about the value alone.
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(sorted(value)) ?? 'null';
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  entries.sort(([a], [b]) => compareText(a, b));
  // A null prototype keeps a key named `__proto__` a key.
  const result: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const [key, item] of entries) result[key] = sorted(item);
  return result;
}
