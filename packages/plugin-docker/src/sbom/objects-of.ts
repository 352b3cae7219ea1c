import type { Json } from './json.ts';

/** The objects of a list; empty for what is none. */
export function objectsOf(value: unknown): readonly Json[] {
  if (!Array.isArray(value)) return [];
  return value.filter((one): one is Json => typeof one === 'object' && one !== null);
}
