import * as nodeModule from 'node:module';

/** What this package brings along, beside all of `@sluice`; anything else is the project's affair. */
const OWN = ['sluice', 'zod'];

/** Where core asks for a plugin that a JSON config names and that the project does not have. */
const CARRIED = Symbol.for('sluice.carried');

/**
 * Lets a config import `@sluice/*`, `sluice` and zod where nothing is installed beside it, as in a repository without a
 * package.json. What the project has itself comes first, as it would without this.
 */
export function carryOwnPackages(): void {
  // Added to Node in 22.15; an older one is refused by core in a moment.
  if (typeof nodeModule.registerHooks !== 'function') return;
  nodeModule.registerHooks({
    resolve(specifier, context, nextResolve) {
      try {
        return nextResolve(specifier, context);
      } catch (error) {
        // From here it was asked already, by the line below.
        const mayHelp = isNotFound(error) && context.parentURL !== import.meta.url;
        const url = mayHelp ? carried(specifier) : undefined;
        if (url === undefined) throw error;
        return { url, shortCircuit: true };
      }
    },
  });
  Object.defineProperty(globalThis, CARRIED, { value: carried });
}

/** The address of a package, or an entry of one, of our own; undefined when we have none. */
function carried(specifier: string): string | undefined {
  const isOwn = OWN.some((name) => specifier === name || specifier.startsWith(`${name}/`));
  if (!isOwn && !specifier.startsWith('@sluice/')) return undefined;
  try {
    return import.meta.resolve(specifier);
  } catch {
    return undefined;
  }
}

function isNotFound(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND';
}
