import { suggest } from '../errors/suggest.ts';
import { compileIdPattern } from '../model/id-pattern.ts';
import type { ExpandedCheck } from './expand-matrix.ts';

/** The checks of a plan, found by id, by id without cell, or by glob. */
export interface IdIndex {
  readonly all: readonly ExpandedCheck[];
  readonly byId: ReadonlyMap<string, ExpandedCheck>;
  /** Every check a pattern means, in the order of `all`; a pattern is compiled and matched once. */
  readonly find: (pattern: string) => readonly ExpandedCheck[];
  /** The id nearest to one that is unknown: ids, and the names behind their prefix. */
  readonly suggest: (pattern: string) => string | undefined;
}

/** Indexes checks by id, so that an exact pattern costs a look-up and a glob one pass. */
export function createIdIndex(all: readonly ExpandedCheck[]): IdIndex {
  const byId = new Map(all.map((entry) => [entry.id, entry]));
  const byCheckId = Map.groupBy(all, ({ check }) => check.id);
  const globs = new Map<string, readonly ExpandedCheck[]>();
  const find = (pattern: string): readonly ExpandedCheck[] => {
    const exact = byId.get(pattern);
    if (exact !== undefined) return [exact];
    const cells = byCheckId.get(pattern);
    if (cells !== undefined) return cells;
    const { isGlob, matches } = compileIdPattern(pattern);
    if (!isGlob) return [];
    const known = globs.get(pattern) ?? all.filter(({ id }) => matches(id));
    globs.set(pattern, known);
    return known;
  };
  return { all, byId, find, suggest: (pattern) => nearest(pattern, byId, byCheckId) };
}

function nearest(
  pattern: string,
  byId: ReadonlyMap<string, ExpandedCheck>,
  byCheckId: ReadonlyMap<string, readonly ExpandedCheck[]>,
): string | undefined {
  const direct = suggest(pattern, [...byId.keys(), ...byCheckId.keys()]);
  if (direct !== undefined) return direct;
  // `pytest` for `python/pytest`: the name alone is what people type first.
  const byName = new Map(
    [...byCheckId.keys(), ...byId.keys()].map((id) => [id.slice(id.indexOf('/') + 1), id]),
  );
  const name = suggest(pattern, byName.keys());
  return name === undefined ? undefined : byName.get(name);
}
