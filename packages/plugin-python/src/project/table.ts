/** A table of a TOML, YAML or JSON document. */
export type Table = Readonly<Record<string, unknown>>;

export function isTable(value: unknown): value is Table {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The table at a path of keys, or an empty one: a project's files are read for what they hold, not validated. */
export function tableAt(root: unknown, ...keys: readonly string[]): Table {
  const found = valueAt(root, ...keys);
  return isTable(found) ? found : {};
}

export function valueAt(root: unknown, ...keys: readonly string[]): unknown {
  let value: unknown = root;
  for (const key of keys) value = isTable(value) ? value[key] : undefined;
  return value;
}

/** The texts in a list; other entries are passed over. */
export function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];
}
