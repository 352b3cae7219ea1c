import { evaluateMarker, type MarkerEnvironment } from '../../project/marker.ts';
import { satisfies } from '../../project/pep440.ts';
import type { LockedDependency, LockedPackage, UnusableLock } from './locked-set.ts';

/**
 * All packages that `roots` reach in a lock, each with the extras it is asked for. A marker that cannot be read or a
 * package that is not there makes the lock unusable: half of a lock is no lock.
 */
export function walkLock(
  packages: readonly LockedPackage[],
  roots: readonly LockedDependency[],
  environment: MarkerEnvironment,
): readonly LockedPackage[] | UnusableLock {
  const reached = new Map<LockedPackage, Set<string>>();
  const queue = [...roots];
  for (let dependency = queue.shift(); dependency; dependency = queue.shift()) {
    const applies = dependency.marker === undefined || evaluateMarker(dependency.marker, environment);
    if (applies === undefined) return { reason: `the marker '${dependency.marker}' cannot be read` };
    if (!applies) continue;
    const found = findPackage(packages, dependency);
    if (!found) return { reason: `it does not hold ${dependency.name}${dependency.specifier ?? ''}` };
    const isNew = !reached.has(found);
    const extras = reached.get(found) ?? new Set<string>();
    reached.set(found, extras);
    const added = dependency.extras.filter((extra) => !extras.has(extra));
    for (const extra of added) extras.add(extra);
    queue.push(
      ...found.dependencies.filter(({ extra }) => (extra === undefined ? isNew : added.includes(extra))),
    );
  }
  return [...reached.keys()];
}

/** A lock may hold one package several times, for several platforms; the edge says which of them is meant. */
function findPackage(
  packages: readonly LockedPackage[],
  dependency: LockedDependency,
): LockedPackage | undefined {
  const named = packages.filter(({ name }) => name === dependency.name);
  if (dependency.version !== undefined) return named.find(({ version }) => version === dependency.version);
  if (named.length < 2 || dependency.specifier === undefined) return named[0];
  return named.find(({ version }) => version !== undefined && satisfies(version, dependency.specifier ?? ''));
}
