import type { Owner } from './owner.ts';

/** An owner as it stands in a tag: `run-3f2c1ab0-k5-1z4-t0abcd-9f3e`. */
export function ownerText({ machine, pid, startedTicks, sinceSeconds, nonce }: Owner): string {
  return ['run', machine, pid.toString(36), startedTicks.toString(36), sinceSeconds.toString(36), nonce].join(
    '-',
  );
}
