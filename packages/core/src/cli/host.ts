import { availableParallelism } from 'node:os';
import type { Host } from '../model/host.ts';

/** The host of this process: the one place that reads its environment. */
export function processHost(): Host {
  return {
    env: Object.freeze({ ...process.env }),
    now: Date.now,
    cpus: availableParallelism(),
    platform: process.platform,
    arch: process.arch,
    nodeVersion: process.versions.node,
    pid: process.pid,
  };
}
