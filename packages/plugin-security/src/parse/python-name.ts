/** A name of PyPI in its one normal form (PEP 503): `Jinja2`, `typing_extensions` and `typing-extensions`. */
export function pythonName(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/[-_.]+/gu, '-');
}
