import { availableParallelism } from 'node:os';
import type { Host } from '../model/host.ts';
import { SYSTEM_ENV } from './system-env.ts';

/** A host with an environment of the test's own, beside the system's programs on PATH. */
export function testHost(env: Readonly<Record<string, string | undefined>> = {}): Host {
  return {
    env: Object.freeze({ ...SYSTEM_ENV, ...env }),
    now: Date.now,
    cpus: availableParallelism(),
    platform: process.platform,
    arch: process.arch,
    nodeVersion: process.versions.node,
    pid: process.pid,
  };
}
