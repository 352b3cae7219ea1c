/** Set by the package `sluice`, which brings our plugins along for projects that install nothing. */
const CARRIED = Symbol.for('sluice.carried');

/** Where the program that runs this carries a package, as a `file:` address; undefined when it does not. */
export function carried(name: string): string | undefined {
  const find = (globalThis as { readonly [CARRIED]?: unknown })[CARRIED];
  const found: unknown = typeof find === 'function' ? (find as (name: string) => unknown)(name) : undefined;
  return typeof found === 'string' ? found : undefined;
}
