import type { Finding } from '@sluice/core';
import type { Leak } from './leak.ts';

/**
 * The secrets that only commits hold: one finding for each, however many commits it is in. It is known to whoever has
 * the history, and is no longer used by what is under test: for information, and to be revoked.
 *
 * Their place is the file without a line: the line is one of another commit, and what stands there now is something
 * else, which would be taken for the same problem.
 */
export function historyFindings(leaks: readonly Leak[], inTree: ReadonlySet<string>): readonly Finding[] {
  const groups = Map.groupBy(
    leaks.filter(({ value }) => !inTree.has(value)),
    ({ finding, value }) => `${finding.ruleId}\0${value}`,
  );
  return [...groups.values()].map((group) => {
    const paths = new Set(group.flatMap(({ finding }) => finding.location?.path ?? []));
    const places = [...paths].toSorted().map((path) => ({ path }));
    const [first, ...others] = group.toSorted((a, b) => (wordsOf(a) < wordsOf(b) ? -1 : 1));
    const { location: _location, ...finding } = (first as Leak).finding;
    const step = `history: ${finding.severity} to info, it is in commits only and not in this tree`;
    const [location] = places;
    return {
      ...finding,
      severity: 'info',
      message: `${wordsOf(first as Leak)}${others.length === 0 ? '' : `, and at ${others.length} more places of the history`}`,
      steps: [...(finding.steps ?? []), step],
      ...(location === undefined ? {} : { location }),
      ...(places.length > 1 ? { locations: places } : {}),
    };
  });
}

function wordsOf({ finding: { message, location } }: Leak): string {
  return location?.line === undefined ? message : `${message}, line ${location.line}`;
}
