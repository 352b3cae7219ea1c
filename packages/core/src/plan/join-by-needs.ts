import type { PlannedCheck } from '../model/plan.ts';

/**
 * Checks as groups that `needs` joins, directly or by way of others: what has to share a machine. A need that is not
 * among them joins nothing. Groups and their members stand in the order in which they came.
 */
export function joinByNeeds<T extends Pick<PlannedCheck, 'id' | 'needs'>>(
  checks: readonly T[],
): readonly (readonly T[])[] {
  const parents = new Map(checks.map(({ id }) => [id, id]));
  const rootOf = (id: string): string => {
    let root = id;
    for (let up = parents.get(root); up !== undefined && up !== root; up = parents.get(root)) root = up;
    // Each on the way points to the root from now on: a long chain is walked once.
    for (let at = id; at !== root;) {
      const next = parents.get(at) ?? root;
      parents.set(at, root);
      at = next;
    }
    return root;
  };
  for (const { id, needs } of checks) {
    for (const need of needs) if (parents.has(need)) parents.set(rootOf(need), rootOf(id));
  }
  return [...Map.groupBy(checks, ({ id }) => rootOf(id)).values()];
}
