import { endProcesses } from './end-processes.ts';
import { isAbandoned, type World } from './is-abandoned.ts';
import { dockerProcesses } from './orphans.ts';

/**
 * Ends what a run that was killed left running: its build would go on, and then make a tag that nobody removes. Only
 * processes of this machine, whose run has ended. Gives how many there were.
 */
export async function endOrphans(world: World): Promise<number> {
  const found = dockerProcesses().filter(
    ({ owner }) => owner.machine === world.machine && isAbandoned(owner, world),
  );
  await endProcesses(found.map(({ pid }) => pid));
  return found.length;
}
