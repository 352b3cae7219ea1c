/** The one version a specifier allows: `==24.10.0`; undefined for a range, a wildcard or a version that is no release. */
export function exactVersion(specifier: string): string | undefined {
  return /^={2,3}(\d+(?:\.\d+)*)$/u.exec(specifier)?.[1];
}
