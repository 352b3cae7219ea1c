import { z } from '@sluice/core';

/**
 * A schema without its defaults, at every depth: so that what is not given can be told from what is, and be taken from
 * elsewhere.
 */
export function withoutDefaults(schema: z.ZodType): z.ZodType {
  const { description } = schema;
  const bare = bareOf(schema);
  return description === undefined ? bare : bare.describe(description);
}

function bareOf(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodOptional)
    return withoutDefaults(schema.unwrap() as z.ZodType).optional();
  if (schema instanceof z.ZodUnion) return z.union((schema.options as z.ZodType[]).map(withoutDefaults));
  if (schema instanceof z.ZodObject) {
    const shape = Object.entries(schema.shape as Record<string, z.ZodType>);
    return z.strictObject(Object.fromEntries(shape.map(([key, field]) => [key, withoutDefaults(field)])));
  }
  return schema;
}
