import { jsonSchema } from '../../packages/core/src/config/json-schema.ts';
import type { Schema } from './schema.ts';
import { typeText } from './type-text.ts';

/** The tables of docs/config.md, by name, from the schema that configs are checked by. */
export function configTables(): ReadonlyMap<string, string> {
  const root = jsonSchema() as Schema;
  const policy = at(root, 'policy');
  const commandOptions = at(root, 'checks', '*', '2');
  const limit = at(policy, 'limits', '*');
  return new Map([
    ['config', table(root, AS_TYPESCRIPT)],
    ['command', table(commandOptions)],
    ['retry', table(at(commandOptions, 'retry'))],
    ['policy', table(policy)],
    ['limit', table(limit)],
    ['count', table(at(limit, 'count'))],
    ['waiver', table(at(root, 'waivers', '*'))],
  ]);
}

/** The schema knows the JSON form; in TypeScript these two are values. */
const AS_TYPESCRIPT: Readonly<Record<string, string>> = {
  plugins: 'list of plugins | Called in the config: `python({ … })`. They tap in this order.',
  checks: 'list of checks | Checks of the project itself, made by `command()` or written out.',
};

/** Goes down into a schema: a property by its name, `*` for the widest kind of an array's items, a number in a tuple. */
function at(schema: Schema, ...path: readonly string[]): Schema {
  const [name, ...rest] = path;
  if (name === undefined) return schema;
  const items = schema.items === false ? undefined : schema.items;
  const next =
    name === '*'
      ? (items?.anyOf?.at(-1) ?? items)
      : (schema.properties?.[name] ?? schema.prefixItems?.[Number(name)]);
  if (next === undefined) throw new Error(`The schema of the config has no ${path.join('.')}`);
  return at(next, ...rest);
}

function table(
  { properties = {}, required = [] }: Schema,
  given: Readonly<Record<string, string>> = {},
): string {
  const rows = Object.entries(properties).flatMap(([name, schema]) => {
    if (name === '$schema') return [];
    if (schema.description === undefined) throw new Error(`The option ${name} has no description`);
    const isNeeded = required.includes(name) ? ', required' : '';
    const text = given[name] ?? `${typeText(schema)}${isNeeded} | ${schema.description}`;
    return [`| \`${name}\` | ${text} |`];
  });
  return ['| option | what it is | |', '|---|---|---|', ...rows, ''].join('\n');
}
