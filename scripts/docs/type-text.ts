import type { Schema } from './schema.ts';

/** What a value must be, in words: `list of texts`, `'all'`, `'check'`. */
export function typeText(schema: Schema): string {
  const { anyOf, enum: values, const: value, type, items, format } = schema;
  if (anyOf !== undefined) {
    const [first = '', ...others] = [...new Set(anyOf.map(typeText))];
    return [first, ...others.map((text) => (text === `list of ${first}` ? 'a list of them' : text))].join(
      ' or ',
    );
  }
  if (values !== undefined) return values.map((one) => `\`'${String(one)}'\``).join(', ');
  if (value !== undefined) return `\`${typeof value === 'string' ? `'${value}'` : String(value)}\``;
  if (type === 'array')
    return schema.prefixItems ? 'list' : `list of ${items ? plural(typeText(items)) : 'values'}`;
  if (type === 'string') return format === 'date' ? 'day' : 'text';
  const names: Readonly<Record<string, string>> = {
    integer: 'whole number',
    number: 'number',
    boolean: '`true` or `false`',
    object: 'object',
  };
  return (typeof type === 'string' ? names[type] : undefined) ?? 'value';
}

const plural = (text: string): string => ({ text: 'texts', object: 'objects', list: 'lists' })[text] ?? text;
