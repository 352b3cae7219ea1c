/** The name under which the whole description is known to Ajv. */
export const SPEC_NAME = 'github.json';

/** OpenAPI 3.0 as JSON schema: `nullable` becomes a type of its own, references lead into the one document. */
export function toAjv(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => toAjv(item));
  if (typeof value !== 'object' || value === null) return value;
  const converted = Object.fromEntries(
    Object.entries(value).map(([key, child]) => [
      key,
      key === '$ref' && typeof child === 'string' ? `${SPEC_NAME}${child}` : toAjv(child),
    ]),
  );
  if (converted['nullable'] !== true) return converted;
  const { nullable: _, ...schema } = converted;
  if (typeof schema['type'] !== 'string') return { anyOf: [schema, { type: 'null' }] };
  return {
    ...schema,
    type: [schema['type'], 'null'],
    ...(Array.isArray(schema['enum']) ? { enum: [...(schema['enum'] as unknown[]), null] } : {}),
  };
}
