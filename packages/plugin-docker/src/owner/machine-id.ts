import { createHash } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** Names a place where a process number means one process: this boot, this set of numbers, this host. */
export function machineId(): string {
  const parts = [hostname(), read(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim())];
  parts.push(read(() => readlinkSync('/proc/self/ns/pid')));
  return createHash('sha256').update(parts.join('\0')).digest('hex').slice(0, 8);
}

function read(part: () => string): string {
  try {
    return part();
  } catch {
    return '';
  }
}
