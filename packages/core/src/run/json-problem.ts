const DEEPEST = 100;

/**
 * Why a value could not be written to a report and read back as it is, with the place; undefined when it could.
 * An absent property and one that is `undefined` are the same.
 */
export function jsonProblem(value: unknown, at = 'it'): string | undefined {
  return problemIn(value, at, []);
}

function problemIn(value: unknown, at: string, above: readonly object[]): string | undefined {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return undefined;
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : `${at} is ${value}`;
  if (typeof value !== 'object') return `${at} is a ${typeof value}, which no report can hold`;
  if (above.includes(value)) return `${at} refers back to itself`;
  if (above.length >= DEEPEST) return `${at} is nested too deeply`;
  const path = [...above, value];
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index += 1) {
      const problem = problemIn(value[index], `${at}[${index}]`, path);
      if (problem !== undefined) return problem;
    }
    return undefined;
  }
  if (!isPlainObject(value)) return `${at} is ${Object.prototype.toString.call(value)}, not a plain object`;
  for (const [key, member] of Object.entries(value)) {
    const problem = member === undefined ? undefined : problemIn(member, `${at}.${key}`, path);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

/** Also one made by another realm or without a prototype; not a Map, Date, Promise or instance of a class. */
function isPlainObject(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
