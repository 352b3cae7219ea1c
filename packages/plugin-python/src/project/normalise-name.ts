/** A distribution's name by PEP 503: lower case, `-` for `_` and `.`. */
export function normaliseName(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/gu, '-');
}
