import type { FakeState } from './fake-state.ts';

/** A commit and all before it, the nearest first. */
export function ancestorsOf(state: FakeState, sha: string): string[] {
  const found = new Set<string>();
  const queue = [sha];
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const commit = state.commits.get(next);
    if (commit === undefined || found.has(next)) continue;
    found.add(next);
    queue.push(...commit.parents);
  }
  return [...found];
}
