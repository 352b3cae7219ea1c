import type { Redactor } from '../exec/redact.ts';

/** The same value with every secret in its strings masked. Costs nothing where there is no secret. */
export function redactDeep<T>(value: T, redactor: Redactor): T {
  if (!redactor.hasSecrets) return value;
  return Object.freeze(redact(value, redactor)) as T;
}

function redact(value: unknown, redactor: Redactor): unknown {
  if (typeof value === 'string') return redactor.text(value);
  if (Array.isArray(value)) return value.map((item) => redact(item, redactor));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, redact(item, redactor)]));
}
