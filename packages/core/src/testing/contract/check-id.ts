import type { Cell, Check } from '../../model/check.ts';

/** The id of a check without its cell: `python/pytest` of `python/pytest@3.12`. */
export function checkIdOf(id: string): string {
  return id.split('@', 1)[0] ?? id;
}

/** The cell that an id names, by the axes of the check; undefined when it names none. */
export function cellOf(id: string, { matrix = {} }: Check): Cell | undefined {
  const at = id.indexOf('@');
  if (at === -1) return undefined;
  const values = id.slice(at + 1).split(',');
  return Object.fromEntries(Object.keys(matrix).map((axis, index) => [axis, values[index] ?? '']));
}
