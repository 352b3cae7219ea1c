import { fileURLToPath } from 'node:url';
import { getCallSites } from 'node:util';

// By a registered symbol, for two copies of core in one tree.
const ORIGIN = Symbol.for('sluice.origin');

/**
 * The file that calls the caller of this: where a plugin is defined. Undefined where the engine does not say.
 */
export function callerFile(): string | undefined {
  const script = getCallSites(3)[2]?.scriptName;
  if (script === undefined || script === '') return undefined;
  try {
    const path = script.startsWith('file:') ? fileURLToPath(script) : script;
    // A config that is loaded again is told apart by a query.
    return path.replace(/\?.*$/u, '');
  } catch {
    return undefined;
  }
}

/** Notes on a value which file it was made in; nothing that lists its fields sees it. */
export function markOrigin<T extends object>(value: T, file: string | undefined): T {
  return file === undefined ? value : Object.defineProperty(value, ORIGIN, { value: file });
}

/** The file that a plugin's definition was made in: what its code is taken from, for the cache. */
export function originOf(value: unknown): string | undefined {
  const origin =
    typeof value === 'object' && value !== null ? (value as { [ORIGIN]?: unknown })[ORIGIN] : undefined;
  return typeof origin === 'string' ? origin : undefined;
}
