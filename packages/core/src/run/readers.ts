/**
 * Reads one value at a place: returns a clean copy that holds what is known and nothing else, and says what is wrong.
 * By hand, for zod is too heavy to load in a run that may take 200 ms in all.
 */
export type Read<T> = (value: unknown, at: string, wrong: (message: string) => void) => T;

export type ReadOf<R> = R extends Read<infer T> ? T : never;

export type Fields = Readonly<Record<string, Read<unknown>>>;

type ObjectOf<F extends Fields> = { readonly [K in keyof F]: ReadOf<F[K]> };

/** A text of at least one character; `change` is applied to it (masking). */
export function text(change: (text: string) => string = (same) => same): Read<string> {
  return (value, at, wrong) => {
    if (typeof value === 'string' && value !== '') return change(value);
    wrong(`${at} is ${nameOf(value)}, not a text`);
    return '';
  };
}

/** A text that may be empty. */
export function anyText(change: (text: string) => string = (same) => same): Read<string> {
  return (value, at, wrong) => (value === '' ? '' : text(change)(value, at, wrong));
}

export const flag: Read<boolean> = (value, at, wrong) => {
  if (typeof value !== 'boolean') wrong(`${at} is ${nameOf(value)}, not true or false`);
  return value === true;
};

export const finite: Read<number> = (value, at, wrong) => {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  wrong(`${at} is ${nameOf(value)}, not a number`);
  return 0;
};

/** A whole number from `least` up. */
export function whole(least: number): Read<number> {
  return (value, at, wrong) => {
    const number = finite(value, at, wrong);
    if (number === value && !(Number.isInteger(number) && number >= least)) {
      wrong(`${at} is ${number}, not a whole number from ${least} up`);
    }
    return number;
  };
}

export function oneOf<const T extends string>(values: readonly T[]): Read<T> {
  return (value, at, wrong) => {
    const known = values.find((candidate) => candidate === value);
    if (known !== undefined) return known;
    wrong(`${at} is ${nameOf(value)}, not one of ${values.join(', ')}`);
    return values[0] as T;
  };
}

export function listOf<T>(read: Read<T>): Read<readonly T[]> {
  return (value, at, wrong) => {
    if (Array.isArray(value))
      return value.map((item: unknown, index) => read(item, `${at}[${index}]`, wrong));
    wrong(`${at} is ${nameOf(value)}, not an array`);
    return [];
  };
}

export function recordOf<T>(read: Read<T>): Read<Readonly<Record<string, T>>> {
  return (value, at, wrong) => {
    if (!isObject(value)) {
      wrong(`${at} is ${nameOf(value)}, not an object`);
      return {};
    }
    // fromEntries defines its properties, so a key named `__proto__` stays a key.
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, read(item, `${at}.${key}`, wrong)]),
    );
  };
}

export function optional<T>(read: Read<T>): Read<T | undefined> {
  return (value, at, wrong) => (value === undefined ? undefined : read(value, at, wrong));
}

/** Keys that are not in `fields` are left out of the copy, and so are absent ones. */
export function objectOf<F extends Fields>(fields: F): Read<ObjectOf<F>> {
  const entries = Object.entries(fields);
  return (value, at, wrong) => {
    const copy: Record<string, unknown> = {};
    if (!isObject(value)) wrong(`${at} is ${nameOf(value)}, not an object`);
    else {
      for (const [key, read] of entries) {
        const item = read(value[key], at === '' ? key : `${at}.${key}`, wrong);
        if (item !== undefined) copy[key] = item;
      }
    }
    return copy as ObjectOf<F>;
  };
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What a wrong value looks like, short enough for one line. */
export function nameOf(value: unknown): string {
  if (value === undefined) return 'missing';
  if (value === '') return 'an empty text';
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 40));
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'object' && value !== null) return 'an object';
  return typeof value === 'function' ? 'a function' : String(value);
}
