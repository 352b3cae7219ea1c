import type { World } from './is-abandoned.ts';
import { machineId } from './machine-id.ts';
import { processStart } from './process-start.ts';

/** The world as it is now. */
export function thisWorld(): World {
  return { machine: machineId(), nowSeconds: Math.floor(Date.now() / 1000), startOf: processStart, isAlive };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
