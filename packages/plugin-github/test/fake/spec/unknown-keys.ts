import { resolve } from './resolve.ts';
import type { Schema } from './schema.ts';

/**
 * The keys of a value that its schema does not name, as paths. A schema of GitHub's allows any key beside its own, so that
 * a misspelt one would pass as an optional one left out.
 */
export function unknownKeys(schema: Schema, value: unknown, path = ''): string[] {
  const variants = flatten(schema);
  if (Array.isArray(value)) {
    const items = variants.flatMap((variant) => variant.items ?? []);
    if (items.length === 0) return [];
    return value.flatMap((item, index) => unknownKeys({ anyOf: items }, item, `${path}[${index}]`));
  }
  if (typeof value !== 'object' || value === null) return [];
  const isOpen = variants.some(
    ({ properties, additionalProperties }) =>
      (additionalProperties !== undefined && additionalProperties !== false) ||
      (properties === undefined && additionalProperties === undefined),
  );
  return Object.entries(value).flatMap(([key, child]) => {
    const known = variants.flatMap(({ properties }) => properties?.[key] ?? []);
    const at = path === '' ? key : `${path}.${key}`;
    if (known.length === 0) return isOpen ? [] : [at];
    return unknownKeys({ anyOf: known }, child, at);
  });
}

/** A schema and all that it is made of, each of which may name keys. Variants of other types than objects and arrays name none. */
function flatten(given: Schema): Schema[] {
  const schema = resolve(given);
  const parts = [...(schema.oneOf ?? []), ...(schema.anyOf ?? []), ...(schema.allOf ?? [])].flatMap((part) =>
    flatten(part),
  );
  const isOwn = schema.properties !== undefined || schema.items !== undefined;
  const isAnything = parts.length === 0 && (schema.type === 'object' || schema.type === undefined);
  return [...(isOwn || isAnything ? [schema] : []), ...parts];
}
