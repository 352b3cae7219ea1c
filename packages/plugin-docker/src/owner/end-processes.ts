import { setTimeout as delay } from 'node:timers/promises';
import { processStart } from './process-start.ts';

/** How long a build may take to notice that it was ended. */
const GRACE_MS = 5_000;

/** Ends processes: asks, waits a moment, and kills. */
export async function endProcesses(pids: readonly number[]): Promise<void> {
  for (const pid of pids) send(pid, 'SIGTERM');
  const deadline = performance.now() + GRACE_MS;
  while (pids.some(isLiving) && performance.now() < deadline) await delay(20);
  for (const pid of pids.filter(isLiving)) send(pid, 'SIGKILL');
}

function isLiving(pid: number): boolean {
  return processStart(pid) !== undefined;
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // Gone already, or of another user, who has a run of his own to end it.
  }
}
