import type { Problem } from '../model/problem.ts';

// By a registered symbol: the copy of core that loads a config need not be the one that assembles it.
const MARK = Symbol.for('sluice.unresolved-plugin');

/**
 * Stands in the config's list for a plugin that could not be found or loaded, and carries the reason. So the mistake
 * is told together with those of the other plugins, and a config that lacks a plugin can never run without it.
 */
export function unresolvedPlugin(problem: Problem): unknown {
  return Object.freeze({ [MARK]: problem });
}

/** The problem of a stand-in; undefined for anything else. */
export function unresolvedProblem(entry: unknown): Problem | undefined {
  return typeof entry === 'object' && entry !== null ? (entry as { [MARK]?: Problem })[MARK] : undefined;
}
