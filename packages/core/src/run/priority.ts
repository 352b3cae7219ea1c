import type { PlannedCheck } from '../model/plan.ts';

/**
 * The order in which checks that could start are tried: longest first, so that no long check begins when all others
 * are done. What counts is the known time of a check and of the longest chain that waits for it, for a quick check
 * that all tests need is not quick. One of unknown duration may be the longest and goes first; ties keep the plan's
 * order, so that the order is the same on every machine with the same history.
 */
export function byPriority(
  checks: readonly PlannedCheck[],
  expectedMs: ReadonlyMap<string, number>,
): readonly PlannedCheck[] {
  const waiting = new Map<string, string[]>();
  for (const { id, needs } of checks) {
    for (const need of needs) {
      const others = waiting.get(need);
      if (others === undefined) waiting.set(need, [id]);
      else others.push(id);
    }
  }
  const chains = new Map<string, number>();
  const chainMs = (id: string): number => {
    const known = chains.get(id);
    if (known !== undefined) return known;
    // Set before the walk: a circle, which planning refuses, must not be walked for ever here.
    chains.set(id, 0);
    const after = (waiting.get(id) ?? []).map(chainMs);
    const total = (expectedMs.get(id) ?? Number.POSITIVE_INFINITY) + Math.max(0, ...after);
    chains.set(id, total);
    return total;
  };
  const ranked = checks.map((check) => ({ check, ms: chainMs(check.id) }));
  // Two unknown ones are equal; their difference would be NaN.
  return ranked.sort((a, b) => (a.ms === b.ms ? 0 : b.ms - a.ms)).map(({ check }) => check);
}
