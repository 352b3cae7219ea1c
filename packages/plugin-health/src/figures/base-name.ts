/** The name of a job without the values of its matrix: `test (3.12, ubuntu)` and `test (3.11, ubuntu)` are one spot. */
export function baseName(name: string): string {
  return name.replace(/ \([^()]*\)$/u, '') || name;
}
