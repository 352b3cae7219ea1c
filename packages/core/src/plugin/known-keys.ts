/** The inside of a zod 4 schema, as far as it is walked here. Of any copy of zod, so by shape and not by class. */
interface Definition {
  readonly type?: string;
  readonly shape?: Readonly<Record<string, unknown>>;
  readonly element?: unknown;
  readonly innerType?: unknown;
  readonly valueType?: unknown;
  readonly options?: readonly unknown[];
  readonly items?: readonly unknown[];
  readonly left?: unknown;
  readonly right?: unknown;
  readonly in?: unknown;
  readonly getter?: () => unknown;
  readonly catchall?: unknown;
}

/** The keys that a schema knows at a path, for suggestions; none when it cannot be told. */
export function knownKeys(schema: unknown, path: readonly PropertyKey[]): readonly string[] {
  const reached = path.reduce<readonly unknown[]>(
    (schemas, key) => schemas.flatMap((one) => unwrap(one).flatMap((definition) => inner(definition, key))),
    [schema],
  );
  const keys = reached.flatMap((one) =>
    unwrap(one).flatMap((definition) => Object.keys(definition.shape ?? {})),
  );
  return [...new Set(keys)];
}

/** The definitions behind optional, default, lazy, union and other wrappers: objects, arrays, records. */
function unwrap(schema: unknown, depth = 0): readonly Definition[] {
  const definition = (schema as { _zod?: { def?: Definition } } | undefined)?._zod?.def;
  // A lazy schema may be recursive without an object between.
  if (definition === undefined || depth > 20) return [];
  const through = [
    definition.innerType,
    definition.left,
    definition.right,
    definition.in,
    definition.getter?.(),
  ];
  const wrapped = [...through, ...(definition.options ?? [])].filter((one) => one !== undefined);
  return wrapped.length === 0 ? [definition] : wrapped.flatMap((one) => unwrap(one, depth + 1));
}

function inner(definition: Definition, key: PropertyKey): readonly unknown[] {
  const own =
    definition.shape !== undefined && Object.hasOwn(definition.shape, key)
      ? definition.shape[String(key)]
      : undefined;
  const item = typeof key === 'number' ? (definition.items?.[key] ?? definition.element) : undefined;
  return [own, item, definition.valueType].filter((one) => one !== undefined);
}

/** A key that a schema would drop without a word, and the path of the object it is in. */
export interface DroppedKey {
  readonly path: readonly PropertyKey[];
  readonly key: string;
}

/**
 * Keys that a `z.object` in a schema would drop in silence, as a `z.strictObject` would not: an option that nobody
 * reads is a misspelt wish. Looked for where the schema is plain to follow, which a union is not.
 */
export function droppedKeys(
  schema: unknown,
  value: unknown,
  path: readonly PropertyKey[] = [],
): readonly DroppedKey[] {
  const definitions = unwrap(schema);
  const [definition] = definitions;
  if (definition === undefined || definitions.length > 1 || typeof value !== 'object' || value === null)
    return [];
  const { type, shape = {}, catchall } = definition;
  const isStripping = type === 'object' && catchall === undefined;
  const entries: readonly (readonly [PropertyKey, unknown])[] = Array.isArray(value)
    ? [...value.entries()]
    : Object.entries(value);
  return entries.flatMap(([key, item]) => {
    if (isStripping && !Object.hasOwn(shape, key)) return [{ path, key: String(key) }];
    const [inside] = inner(definition, key);
    return inside === undefined ? [] : droppedKeys(inside, item, [...path, key]);
  });
}
