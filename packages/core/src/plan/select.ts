import { problemOf } from '../errors/ci-error.ts';
import type { Problem } from '../model/problem.ts';
import type { IdIndex } from './match-id.ts';

/** What was asked for: ids or globs to run (none: all), and ids or globs to leave out. */
export interface Selection {
  readonly ids: readonly string[];
  readonly skip: readonly string[];
}

/** The selection as ids with cell. `named` is undefined when no id was given. */
export interface Selected {
  readonly named?: ReadonlySet<string>;
  readonly left: ReadonlySet<string>;
}

/** Resolves a selection. An id or a glob that matches nothing is a problem: it would silently run less. */
export function select(
  index: IdIndex,
  selection: Selection,
): { readonly selected: Selected; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const resolve = (patterns: readonly string[]): ReadonlySet<string> => {
    const ids = new Set<string>();
    for (const pattern of patterns) {
      const found = index.find(pattern);
      if (found.length === 0) problems.push(unknownCheck(pattern, index));
      for (const { id } of found) ids.add(id);
    }
    return ids;
  };
  const named = selection.ids.length === 0 ? undefined : resolve(selection.ids);
  return { selected: { named, left: resolve(selection.skip) }, problems };
}

/** CHECK_UNKNOWN, with the nearest id that exists. */
export function unknownCheck(pattern: string, index: IdIndex): Problem {
  const nearest = index.suggest(pattern);
  const list = '`sluice list` prints all checks.';
  return problemOf('CHECK_UNKNOWN', {
    id: pattern,
    fix: nearest === undefined ? list : `Did you mean ${nearest}? ${list}`,
  });
}
