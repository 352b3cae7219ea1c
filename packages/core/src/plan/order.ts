import { problemOf } from '../errors/ci-error.ts';
import { compareText } from '../model/compare-text.ts';
import type { Problem } from '../model/problem.ts';
import type { ExpandedCheck } from './expand-matrix.ts';
import type { Needs } from './resolve-needs.ts';

/**
 * The canonical order: preflight first, then by needs, ties by id. Depends on the set of checks alone, never on the
 * order in which plugins added them. Checks in a circle come last, in order of id, and the circle is a problem.
 */
export function orderChecks(
  checks: readonly ExpandedCheck[],
  needs: Needs,
): { readonly ordered: readonly ExpandedCheck[]; readonly problems: readonly Problem[] } {
  const waiting = new Map(checks.map(({ id }) => [id, needs.get(id)?.length ?? 0]));
  const neededBy = invert(needs);
  const ranks = new Map([...checks].sort(compareChecks).map((check, rank) => [check.id, { check, rank }]));
  const ready = [...ranks.values()].filter(({ check }) => waiting.get(check.id) === 0);
  const ordered: ExpandedCheck[] = [];
  for (let next = ready.shift(); next !== undefined; next = ready.shift()) {
    ordered.push(next.check);
    for (const id of neededBy.get(next.check.id) ?? []) {
      const left = (waiting.get(id) ?? 0) - 1;
      waiting.set(id, left);
      const entry = ranks.get(id);
      if (left === 0 && entry !== undefined) insert(ready, entry);
    }
  }
  const left = [...ranks.values()]
    .filter(({ check }) => (waiting.get(check.id) ?? 0) > 0)
    .map(({ check }) => check);
  return { ordered: [...ordered, ...left], problems: left.length === 0 ? [] : circles(left, needs) };
}

function compareChecks(a: ExpandedCheck, b: ExpandedCheck): number {
  const phases = Number(a.check.phase !== 'preflight') - Number(b.check.phase !== 'preflight');
  return phases === 0 ? compareText(a.id, b.id) : phases;
}

interface Ranked {
  readonly check: ExpandedCheck;
  readonly rank: number;
}

function insert(ready: Ranked[], entry: Ranked): void {
  let low = 0;
  let high = ready.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ready[middle]?.rank ?? 0) < entry.rank) low = middle + 1;
    else high = middle;
  }
  ready.splice(low, 0, entry);
}

/** For each id, who needs it. */
export function invert(needs: Needs): ReadonlyMap<string, readonly string[]> {
  const neededBy = new Map<string, string[]>();
  for (const [id, list] of needs) {
    for (const need of list) {
      const known = neededBy.get(need);
      if (known === undefined) neededBy.set(need, [id]);
      else known.push(id);
    }
  }
  return neededBy;
}

/**
 * Every circle once, with its whole path. What is left over by the ordering is in a circle or behind one, so walking
 * `needs` among it must come round; taking the circle's members away shows the next.
 */
function circles(left: readonly ExpandedCheck[], needs: Needs): readonly Problem[] {
  const open = new Set(left.map(({ id }) => id));
  const names = new Map(left.map(({ id, check }) => [id, check.id]));
  const problems = new Map<string, Problem>();
  while (open.size > 0) {
    const path = walk(open, needs);
    for (const id of path.walked) open.delete(id);
    if (path.circle.length === 0) continue;
    // One circle between two matrix checks shows in every cell; it is one mistake.
    const key = path.circle.map((id) => names.get(id)).join(' -> ');
    if (problems.has(key)) continue;
    const [first = ''] = path.circle;
    problems.set(key, problemOf('NEEDS_CYCLE', { path: [...path.circle, first].join(' -> ') }));
  }
  return [...problems.values()];
}

function walk(
  open: ReadonlySet<string>,
  needs: Needs,
): { readonly walked: readonly string[]; readonly circle: readonly string[] } {
  const [start = ''] = open;
  const path = [start];
  const places = new Map([[start, 0]]);
  for (;;) {
    const next = needs.get(path.at(-1) ?? '')?.find((id) => open.has(id));
    if (next === undefined) return { walked: [path.at(-1) ?? ''], circle: [] };
    const place = places.get(next);
    if (place !== undefined) return { walked: path.slice(place), circle: fromSmallest(path.slice(place)) };
    places.set(next, path.length);
    path.push(next);
  }
}

function fromSmallest(circle: readonly string[]): readonly string[] {
  const [smallest = ''] = [...circle].sort(compareText);
  const place = circle.indexOf(smallest);
  return [...circle.slice(place), ...circle.slice(0, place)];
}
