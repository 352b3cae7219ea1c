import { readSpec } from './read-spec.ts';
import { resolve } from './resolve.ts';
import type { Schema } from './schema.ts';

const kept = new Map<string, unknown>();

/**
 * The least value that a component allows: only what is required, `null` wherever it may be. A client has to live with it,
 * and each view of the fake needs to name only what it knows. Give each caller a copy of its own.
 */
export function sampleOf(component: string): Record<string, unknown> {
  const found = kept.get(component) ?? least(readSpec().components.schemas[component] ?? {});
  kept.set(component, found);
  return structuredClone(found) as Record<string, unknown>;
}

function least(given: Schema): unknown {
  const schema = resolve(given);
  if (given.nullable === true || schema.nullable === true) return null;
  if (schema.enum !== undefined) return schema.enum[0];
  const variants = schema.oneOf ?? schema.anyOf;
  if (variants?.[0] !== undefined && schema.properties === undefined) return least(variants[0]);
  if (schema.allOf !== undefined) return Object.assign({}, ...schema.allOf.map((part) => least(part)));
  const type = typeof schema.type === 'string' ? schema.type : schema.type?.[0];
  if (type === 'object' || schema.properties !== undefined) return leastObject(schema);
  if (type === 'array') return Array.from({ length: schema.minItems ?? 0 }, () => least(schema.items ?? {}));
  if (type === 'integer' || type === 'number') return 1;
  if (type === 'boolean') return false;
  return BY_FORMAT[schema.format ?? ''] ?? '0'.repeat(schema.minLength ?? 0);
}

const BY_FORMAT: Readonly<Record<string, string>> = {
  'date-time': '2026-01-01T00:00:00Z',
  uri: 'https://api.github.com/',
  email: 'octocat@github.com',
};

function leastObject({ required = [], properties = {} }: Schema): Record<string, unknown> {
  return Object.fromEntries(required.map((name) => [name, least(properties[name] ?? {})]));
}
