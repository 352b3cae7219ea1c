import type { Schema } from './schema.ts';
import { typeText } from './type-text.ts';

interface Option {
  readonly name: string;
  readonly schema: Schema;
  readonly isRequired: boolean;
}

/** An option that is an object, with the options in it. */
interface Inside {
  readonly name: string;
  readonly inner: readonly Option[];
  /** Whether there can be several of it, by name or in a list. */
  readonly isEach: boolean;
}

/** As many objects of a plugin must have an option that is the same before it is told of once for all of them. */
const OFTEN = 3;

/** The options of a plugin as tables: its own, then what is the same in many of its objects, then each of these. */
export function optionTables(plugin: string, schema: Schema): string {
  const options = optionsOf(schema);
  // Of those further down, the description of what they are in may say all there is.
  const silent = options.filter((option) => describe(option.schema) === '').map(({ name }) => name);
  if (silent.length > 0) throw new Error(`Options of ${plugin} without .describe(): ${silent.join(', ')}`);
  const own = new Set(options.map(({ name }) => name));
  const inside = options.flatMap(({ name, schema: value }): readonly Inside[] => {
    const inner = innerOptions(value).filter((option) => !isRepeated(name, option, own));
    return inner.length === 0 ? [] : [{ name, inner, isEach: isMany(value) }];
  });
  const withTable = new Set(inside.map(({ name }) => name));
  const common = commonOptions(inside);
  const rows = options.map((option) => row(option, withTable.has(option.name) ? plugin : undefined));
  const shared = [...common.values()].map((option) => row(option));
  return [
    table(rows),
    ...(shared.length === 0 ? [] : [`### ${plugin}: in common\n\n${table(shared)}`]),
    ...inside.map((one) => section(plugin, one, common)),
  ].join('\n');
}

function section(
  plugin: string,
  { name, inner, isEach }: Inside,
  common: ReadonlyMap<string, Option>,
): string {
  const isCommon = (option: Option): boolean => common.has(keyOf(option));
  const own = inner.filter((option) => !isCommon(option));
  const others = inner.filter(isCommon).map((option) => `\`${option.name}\``);
  const all = [
    ...(isEach ? [`Of each entry of \`${name}\`:\n`] : []),
    ...(own.length === 0 ? [] : [table(own.map((option) => row(option)))]),
    ...(others.length === 0
      ? []
      : [
          `${own.length === 0 ? 'What is' : 'And what is'} [in common](#${plugin}-in-common): ${others.join(', ')}.\n`,
        ]),
  ];
  return `### ${plugin}: ${name}\n\n${all.join('\n')}`;
}

function commonOptions(inside: readonly Inside[]): ReadonlyMap<string, Option> {
  const all = inside.flatMap(({ inner }) => inner);
  const counts = Map.groupBy(all, keyOf);
  return new Map(
    [...counts].flatMap(([key, [first, ...others]]) =>
      first !== undefined && others.length + 1 >= OFTEN ? [[key, first] as const] : [],
    ),
  );
}

/** Options with this in common are told of in the same words. */
const keyOf = (option: Option): string => row(option);

/** In `projects` every option of the whole can be given again: once is enough. */
function isRepeated(parent: string, { name }: Option, own: ReadonlySet<string>): boolean {
  return parent === 'projects' && own.has(name.split('.')[0] ?? name);
}

function optionsOf({ properties = {}, required = [] }: Schema): readonly Option[] {
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    schema,
    isRequired: required.includes(name) && schema.default === undefined,
  }));
}

/** The options in an option, those further down by their whole name: `services.<name>.image`, `before[].run`. */
function innerOptions(schema: Schema, prefix = ''): readonly Option[] {
  const object = objectIn(schema);
  if (object === undefined) return [];
  if (object.properties === undefined) {
    const entry = object.additionalProperties;
    return entry === undefined || entry === false
      ? []
      : innerOptions(entry, prefix === '' ? '' : `${prefix}<name>.`);
  }
  return optionsOf(object).flatMap((option) => {
    const name = `${prefix}${option.name}`;
    // A limit is the same everywhere, and told of in the config's page.
    const below = `${name}${option.schema.type === 'array' ? '[]' : ''}.`;
    return [{ ...option, name }, ...(option.name === 'limits' ? [] : innerOptions(option.schema, below))];
  });
}

/** The object that a value may be, alone, beside `false` or in a list; of several kinds all that they may have. */
function objectIn(schema: Schema): Schema | undefined {
  if (schema.anyOf !== undefined) {
    const kinds = schema.anyOf.map(objectIn).filter((one) => one !== undefined);
    if (kinds.length < 2) return kinds[0];
    return {
      type: 'object',
      properties: Object.assign({}, ...kinds.map(({ properties }) => properties)) as {},
    };
  }
  if (schema.type === 'array') return schema.items ? objectIn(schema.items) : undefined;
  const { type, properties, additionalProperties } = schema;
  const hasMore = typeof additionalProperties === 'object' && objectIn(additionalProperties) !== undefined;
  return type === 'object' && (properties !== undefined || hasMore) ? schema : undefined;
}

const isMany = (schema: Schema): boolean =>
  schema.type === 'array' || objectIn(schema)?.properties === undefined;

function row({ name, schema, isRequired }: Option, plugin?: string): string {
  const kind = name.endsWith('limits') ? '[limits](config.md#limits)' : typeText(schema);
  const below = plugin === undefined ? '' : `, [below](#${plugin}-${name.toLowerCase()})`;
  const what = `${kind}${below}${isRequired ? ', required' : ''}`;
  return `| \`${name}\` | ${what} | ${given(schema.default)} | ${cell(describe(schema))} |`;
}

function describe(schema: Schema): string {
  return schema.description ?? objectIn(schema)?.description ?? '';
}

/** A default that is an object is that of its own options. */
function given(value: unknown): string {
  if (value === undefined) return '';
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return '';
  return `\`${JSON.stringify(value).replaceAll('"', "'").replaceAll("','", "', '")}\``;
}

const cell = (text: string): string =>
  text.replaceAll('|', '\\|').replaceAll(/\s+/gu, ' ').replaceAll('<', '&lt;');

const table = (rows: readonly string[]): string =>
  ['| option | what it is | default | |', '|---|---|---|---|', ...rows, ''].join('\n');
