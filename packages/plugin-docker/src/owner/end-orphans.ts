import { setTimeout as delay } from 'node:timers/promises';
import { isAbandoned, type World } from './is-abandoned.ts';
import { dockerProcesses, type Orphan } from './orphans.ts';

/** How long a build may take to notice that it was ended. */
const GRACE_MS = 5_000;

/**
 * Ends what a run that was killed left running: its build would go on, and then make a tag that nobody removes. Only
 * processes of this machine, whose run has ended. Gives how many there were.
 */
export async function endOrphans(world: World): Promise<number> {
  const found = dockerProcesses().filter(
    ({ owner }) => owner.machine === world.machine && isAbandoned(owner, world),
  );
  for (const { pid } of found) send(pid, 'SIGTERM');
  const deadline = performance.now() + GRACE_MS;
  while (living(found, world).length > 0 && performance.now() < deadline) await delay(20);
  for (const { pid } of living(found, world)) send(pid, 'SIGKILL');
  return found.length;
}

function living(orphans: readonly Orphan[], world: World): readonly Orphan[] {
  return orphans.filter(({ pid }) => world.startOf(pid) !== undefined);
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // Gone already, or of another user, who has a run of his own to end it.
  }
}
