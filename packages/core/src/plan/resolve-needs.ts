import { problemOf } from '../errors/ci-error.ts';
import type { Cell } from '../model/check.ts';
import { compareText } from '../model/compare-text.ts';
import type { Problem } from '../model/problem.ts';
import type { ExpandedCheck } from './expand-matrix.ts';
import type { IdIndex } from './match-id.ts';

/** For each id with cell, the ids with cell that it needs, sorted. */
export type Needs = ReadonlyMap<string, readonly string[]>;

/**
 * Resolves `needs` to cells. Between two checks with a matrix it means the same cell: those cells of the needed check
 * that agree on every axis the two share. A cell written out (`python/env@3.12`) means itself.
 */
export function resolveNeeds(index: IdIndex): {
  readonly needs: Needs;
  readonly problems: readonly Problem[];
} {
  const needs = new Map<string, readonly string[]>();
  const missing: { readonly entry: ExpandedCheck; readonly need: string }[] = [];
  const problems: Problem[] = [];
  for (const entry of index.all) {
    const found = new Set<string>();
    for (const need of entry.check.needs ?? []) {
      const cells = cellsOf(entry, need, index);
      if (cells.length === 0) missing.push({ entry, need });
      for (const { id, check } of cells) {
        found.add(id);
        if (entry.check.phase === 'preflight' && check.phase !== 'preflight') {
          const detail = `is a preflight check and needs ${id}, which is none`;
          problems.push(problemOf('CHECK_INVALID', { id: entry.id, detail }));
        }
      }
    }
    needs.set(entry.id, [...found].sort(compareText));
  }
  problems.push(...missing.map(({ entry, need }) => unknownNeed({ entry, need, needs, index })));
  return { needs, problems };
}

function cellsOf(entry: ExpandedCheck, need: string, index: IdIndex): readonly ExpandedCheck[] {
  const found = index.find(need);
  const isGlob = found.length > 0 && !found.some(({ id, check }) => id === need || check.id === need);
  // A glob that also covers the check itself means the others; written out, it is a circle of one and is reported.
  const others = isGlob ? found.filter(({ check }) => check.id !== entry.check.id) : found;
  if (need.includes('@')) return others;
  return others.filter(({ cell }) => agree(entry.cell, cell));
}

function agree(a: Cell, b: Cell): boolean {
  return Object.entries(b).every(([axis, value]) => a[axis] === undefined || a[axis] === value);
}

function unknownNeed(input: {
  readonly entry: ExpandedCheck;
  readonly need: string;
  readonly needs: Needs;
  readonly index: IdIndex;
}): Problem {
  const { entry, need, needs, index } = input;
  const path = [...pathTo(entry.id, needs), need].join(' -> ');
  const problem = problemOf('NEEDS_UNKNOWN', { id: entry.id, need, path });
  const nearest = index.suggest(need);
  return nearest === undefined || nearest === need
    ? problem
    : { ...problem, hint: `Did you mean ${nearest}? ${problem.hint}` };
}

/** From a check that nothing needs down to this one: the way by which the missing one would have been reached. */
function pathTo(id: string, needs: Needs): readonly string[] {
  const path = [id];
  for (;;) {
    const [first = ''] = path;
    const above = [...needs].find(([other, list]) => list.includes(first) && !path.includes(other));
    if (above === undefined) return path;
    path.unshift(above[0]);
  }
}
