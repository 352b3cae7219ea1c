import type { Provides } from '../model/check.ts';

/** What a check gets from those it needs: folders in the order of the PATH, and variables. */
export interface Provided {
  readonly path: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

export interface ProvidedInput {
  readonly needs: readonly string[];
  readonly needsOf: (id: string) => readonly string[];
  readonly provides: ReadonlyMap<string, Provides>;
}

const NOTHING: Provided = { path: [], env: {} };

/**
 * Gathers what the needs of a check hand over, and what theirs do. The nearest comes first on the PATH and wins a
 * variable; among those equally near, the order of `needs` decides.
 */
export function gatherProvided({ needs, needsOf, provides }: ProvidedInput): Provided {
  if (provides.size === 0 || needs.length === 0) return NOTHING;
  const path = new Set<string>();
  const env: Record<string, string> = {};
  // A set is walked in the order of insertion, also over what is added on the way: breadth first, each id once.
  const reached = new Set(needs);
  for (const id of reached) {
    const given = provides.get(id);
    for (const folder of given?.path ?? []) path.add(folder);
    for (const [name, value] of Object.entries(given?.env ?? {})) {
      if (!Object.hasOwn(env, name)) env[name] = value;
    }
    for (const further of needsOf(id)) reached.add(further);
  }
  return { path: [...path], env };
}
