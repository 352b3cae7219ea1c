import { isAbsolute } from 'node:path';
import { fileURLToPath } from 'node:url';
import { getCallSites } from 'node:util';

// By a registered symbol, for two copies of core in one tree.
const ORIGINS = Symbol.for('sluice.origins');

const FRAMES = 20;

/**
 * The files of those who call the caller of this, the nearest first: where a plugin is defined, and where whoever defines
 * plugins for others was asked to. Empty where the engine does not say.
 */
export function callerFiles(): readonly string[] {
  const scripts = getCallSites(FRAMES)
    .slice(2)
    .map(({ scriptName }) => fileOf(scriptName));
  return [...new Set(scripts)].filter((file) => file !== undefined);
}

function fileOf(script: string): string | undefined {
  try {
    const path = script.startsWith('file:') ? fileURLToPath(script) : script;
    // A config that is loaded again is told apart by a query.
    return isAbsolute(path) ? path.replace(/\?.*$/u, '') : undefined;
  } catch {
    return undefined;
  }
}

/** Notes on a value which files it was made by; nothing that lists its fields sees it. */
export function markOrigins<T extends object>(value: T, files: readonly string[]): T {
  return Object.defineProperty(value, ORIGINS, { value: files });
}

/** The files that a plugin's definition was made by: what its code is taken from, for the cache. */
export function originsOf(value: unknown): readonly string[] {
  const origins =
    typeof value === 'object' && value !== null ? (value as { [ORIGINS]?: unknown })[ORIGINS] : undefined;
  return Array.isArray(origins) ? origins.filter((file) => typeof file === 'string') : [];
}
