import { compareText } from '../model/compare-text.ts';

/** A value that no text can stand for: a function, an instance of a class. */
export class Unencodable extends Error {}

const DEEPEST = 64;

/**
 * A value as text, so that two values never give one text: kinds are told apart, keys are sorted, what is undefined in
 * an object counts as absent. Throws Unencodable, naming the place, for what is more than data.
 */
export function encodeValue(value: unknown, place = 'value', depth = 0): string {
  if (depth > DEEPEST) throw new Unencodable(`${place} is nested too deep, or holds itself`);
  if (value === null) return 'null';
  if (value === undefined) return 'undefined';
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value);
  if (typeof value === 'bigint') return `${value}n`;
  if (value instanceof RegExp)
    return `regexp(${JSON.stringify(value.source)},${JSON.stringify(value.flags)})`;
  if (value instanceof Date) return `date(${value.getTime()})`;
  if (Array.isArray(value)) {
    return `[${value.map((item, index) => encodeValue(item, `${place}[${index}]`, depth + 1)).join(',')}]`;
  }
  if (isPlain(value)) {
    const fields = Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .sort(([a], [b]) => compareText(a, b))
      .map(([key, item]) => `${JSON.stringify(key)}:${encodeValue(item, `${place}.${key}`, depth + 1)}`);
    return `{${fields.join(',')}}`;
  }
  throw new Unencodable(`${place} is ${typeof value === 'function' ? 'a function' : 'no plain data'}`);
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  // By name: a config loaded in another realm has an Object of its own.
  return (
    prototype === null ||
    (Object.getPrototypeOf(prototype) === null && Object.hasOwn(prototype as object, 'hasOwnProperty'))
  );
}
