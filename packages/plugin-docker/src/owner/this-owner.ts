import { randomBytes } from 'node:crypto';
import { machineId } from './machine-id.ts';
import type { Owner } from './owner.ts';
import { processStart } from './process-start.ts';

/** This process, as the owner of what one run makes. */
export function thisOwner(): Owner {
  return {
    machine: machineId(),
    pid: process.pid,
    startedTicks: processStart(process.pid) ?? 0,
    sinceSeconds: Math.floor(Date.now() / 1000),
    nonce: randomBytes(2).toString('hex'),
  };
}
