/** What a workflow is made of. */
export type YamlValue =
  | string
  | number
  | boolean
  | readonly YamlValue[]
  | { readonly [key: string]: YamlValue };

/** Plain in YAML 1.1 and 1.2 alike, and no other type in either. */
const PLAIN = /^[A-Za-z_./$][\w./${}() -]*$/u;
const OTHER_TYPE = /^(?:true|false|yes|no|on|off|y|n|null|~)$/iu;
/** An action with its version in a comment: `actions/cache@<sha> # v5.0.5`. */
const PINNED = /^[\w.-]+\/[\w./-]+@[0-9a-f]{40} # v?[\w.+-]+$/u;

/**
 * Writes a mapping as YAML, block style, in the order of its keys. A string that could be read as anything else is in
 * double quotes, as JSON has it; one of several lines is a literal block.
 */
export function yamlText(value: { readonly [key: string]: YamlValue }, indent = ''): string {
  return Object.entries(value)
    .map(([key, item]) => `${indent}${keyText(key)}:${valueText(item, indent, key)}`)
    .join('');
}

function keyText(key: string): string {
  // `on` is a key that GitHub expects bare, whatever YAML 1.1 makes of it.
  return key === 'on' || (PLAIN.test(key) && !OTHER_TYPE.test(key) && !key.includes(' '))
    ? key
    : JSON.stringify(key);
}

function valueText(value: YamlValue, indent: string, key: string): string {
  if (typeof value === 'string') return stringText(value, indent, key);
  if (typeof value !== 'object') return ` ${String(value)}\n`;
  if (isList(value)) {
    if (value.length === 0) return ' []\n';
    if (value.every((item) => typeof item !== 'object'))
      return ` [${value.map((item) => (typeof item === 'string' ? scalar(item, true) : String(item))).join(', ')}]\n`;
    return `\n${value.map((item) => itemText(item, `${indent}  `)).join('')}`;
  }
  return Object.keys(value).length === 0 ? ' {}\n' : `\n${yamlText(value, `${indent}  `)}`;
}

function itemText(item: YamlValue, indent: string): string {
  if (typeof item !== 'object' || isList(item)) return `${indent}-${valueText(item, indent, '')}`;
  const text = yamlText(item, `${indent}  `);
  return `${indent}- ${text.slice(indent.length + 2)}`;
}

function isList(value: YamlValue): value is readonly YamlValue[] {
  return Array.isArray(value);
}

function stringText(text: string, indent: string, key: string): string {
  if (key === 'uses' && PINNED.test(text)) return ` ${text}\n`;
  // The first line decides how deep a block is: one that begins with a space would be another text.
  if (!text.includes('\n') || /^\s|\n\n$|[^\n\t\u0020-\u007E]/u.test(text))
    return ` ${scalar(text, false)}\n`;
  const lines = text.replace(/\n$/u, '').split('\n');
  const rows = lines.map((line) => (line === '' ? '\n' : `${indent}  ${line}\n`)).join('');
  return ` |${text.endsWith('\n') ? '' : '-'}\n${rows}`;
}

function scalar(text: string, isFlow: boolean): string {
  const isPlain = PLAIN.test(text) && !OTHER_TYPE.test(text) && !text.endsWith(' ') && !/ #|: /u.test(text);
  return isPlain && !(isFlow && /[{}]/u.test(text)) ? text : JSON.stringify(text);
}
