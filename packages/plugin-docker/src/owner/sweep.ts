import type { CheckContext } from '@sluice/core';
import { endOrphans } from './end-orphans.ts';
import { isAbandoned } from './is-abandoned.ts';
import { removeMarked } from './remove-marked.ts';
import { removeOwned } from './remove-owned.ts';
import { thisWorld } from './this-world.ts';

/**
 * Clears away what killed runs left: processes, containers, tags, temporary folders. Gives a line for the log;
 * undefined when there was nothing. Whatever cannot be removed stays for the next run: it is no reason to fail this one.
 */
export async function sweep({
  exec,
  stateDir,
}: Pick<CheckContext, 'exec' | 'stateDir'>): Promise<string | undefined> {
  const world = thisWorld();
  const processes = await endOrphans(world);
  const { containers, tags, problems } = await removeOwned(exec, (owner) => isAbandoned(owner, world));
  const runs = await removeMarked(stateDir, world);
  if (processes + containers + tags + runs === 0) return undefined;
  const left = problems.length === 0 ? '' : `; not all: ${problems.join(' · ')}`;
  return `cleared away what killed runs left: ${processes} processes, ${containers} containers, ${tags} tags, temporary folders of ${runs} runs${left}`;
}
