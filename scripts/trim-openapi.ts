/** What is read of a description of an API. */
export interface OpenapiDocument {
  readonly openapi: string;
  readonly info: { readonly version: string; readonly title: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly operationId?: string }>>>>;
  readonly components: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** Prose and examples: nine tenths of the whole, and nothing of it can be checked. */
const PROSE = new Set([
  'description',
  'summary',
  'example',
  'examples',
  'externalDocs',
  'tags',
  'title',
  'default',
  'deprecated',
]);

/**
 * The operations with everything that they refer to, as JSON with a line for each path and each component, so that a later
 * version shows what it changed. Throws when the description lacks an operation.
 */
export function trimOpenapi(whole: OpenapiDocument, wanted: readonly string[], stamp: object): string {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const [path, methods] of Object.entries(whole.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      if (!wanted.includes(operation.operationId ?? '')) continue;
      paths[path] = { ...paths[path], [method]: withoutProse(operation) };
    }
  }
  const found = Object.values(paths).flatMap(
    (methods) => Object.values(methods) as { operationId: string }[],
  );
  const missing = wanted.filter((id) => !found.some(({ operationId }) => operationId === id));
  if (missing.length > 0) throw new Error(`The description has no ${missing.join(', ')}.`);
  const { openapi, info } = whole;
  const head = { openapi, info: { title: info.title, version: info.version }, 'x-source': stamp };
  const components = referred(whole, paths);
  return `{\n${[
    ...Object.entries(head).map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`),
    `"paths":${lines(paths)}`,
    `"components":{\n${Object.entries(components)
      .map(([kind, members]) => `${JSON.stringify(kind)}:${lines(members)}`)
      .join(',\n')}\n}`,
  ].join(',\n')}\n}\n`;
}

/** Everything that is referred to from these paths, however far. */
function referred(whole: OpenapiDocument, paths: object): Record<string, Record<string, unknown>> {
  const kept: Record<string, Record<string, unknown>> = {};
  const queue = [...references(paths)];
  for (let reference = queue.pop(); reference !== undefined; reference = queue.pop()) {
    const [, , kind = '', name = ''] = reference.split('/');
    if (kept[kind]?.[name] !== undefined) continue;
    const component = withoutProse(whole.components[kind]?.[name]);
    kept[kind] = { ...kept[kind], [name]: component };
    queue.push(...references(component));
  }
  return Object.fromEntries(Object.entries(kept).map(([kind, members]) => [kind, sorted(members)]));
}

function references(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) =>
    key === '$ref' && typeof child === 'string' ? [child] : references(child),
  );
}

/** Without prose. The names below `properties` are data: a property may well be called `description`. */
function withoutProse(value: unknown, areNames = false): unknown {
  if (Array.isArray(value)) return value.map((item) => withoutProse(item));
  if (typeof value !== 'object' || value === null) return value;
  const isNamed = (key: string): boolean => key === 'properties' || key === 'parameters' || key === 'headers';
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => areNames || !(PROSE.has(key) || key.startsWith('x-')))
      .map(([key, child]) => [key, withoutProse(child, !areNames && isNamed(key) && !Array.isArray(child))]),
  );
}

const sorted = (members: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(members).toSorted(([a], [b]) => (a < b ? -1 : 1)));

function lines(members: object): string {
  const each = Object.entries(members).map(
    ([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`,
  );
  return `{\n${each.join(',\n')}\n}`;
}
