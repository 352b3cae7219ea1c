import type { PlannedCheck } from '../model/plan.ts';

/**
 * The order in which checks that could start are tried: longest first, so that no long check begins when all others
 * are done. What counts is the known time of a check and of the longest chain that waits for it, for a quick check
 * that all tests need is not quick. One of unknown duration may be the longest and goes first. Among equals, and so at
 * the first run of all, the one with the longest row of checks behind it goes first; then the plan's order decides, so
 * that the order is the same on every machine with the same history.
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
  const chains = new Map<string, Chain>();
  const chainOf = (id: string): Chain => {
    const known = chains.get(id);
    if (known !== undefined) return known;
    // Set before the walk: a circle, which planning refuses, must not be walked for ever here.
    chains.set(id, { ms: 0, checks: 0 });
    const after = (waiting.get(id) ?? []).map(chainOf);
    const chain = {
      ms: (expectedMs.get(id) ?? Number.POSITIVE_INFINITY) + Math.max(0, ...after.map(({ ms }) => ms)),
      checks: 1 + Math.max(0, ...after.map(({ checks: count }) => count)),
    };
    chains.set(id, chain);
    return chain;
  };
  const ranked = checks.map((check) => ({ check, ...chainOf(check.id) }));
  // Two unknown ones are equal; their difference would be NaN.
  return ranked.sort((a, b) => (a.ms === b.ms ? b.checks - a.checks : b.ms - a.ms)).map(({ check }) => check);
}

/** A check with the longest row of those that wait for it. */
interface Chain {
  readonly ms: number;
  readonly checks: number;
}
