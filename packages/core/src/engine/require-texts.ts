import { kindOf } from '../plugin/check-plugin.ts';

/**
 * Refuses, where a tap says it, what no report could hold: `block('no')`, a message that is no text. The throw is that
 * tap's failure, so that the plugin is named and what it meant to say is never taken for nothing.
 */
export function requireTexts(call: string, value: unknown, needed: readonly string[]): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new TypeError(`${call}() takes an object with ${needed.join(' and ')}, not ${kindOf(value)}`);
  }
  for (const name of needed) {
    const text: unknown = (value as Readonly<Record<string, unknown>>)[name];
    if (typeof text !== 'string' || text.trim() === '')
      throw new TypeError(`${call}() needs \`${name}\`, a text that is not empty`);
  }
}
