import type { Owner } from './owner.ts';

/** No run takes so long; after it, what another machine made is taken for left behind. */
const LONGEST_RUN_SECONDS = 7 * 24 * 3600;

/** What `isAbandoned` knows of the world. */
export interface World {
  readonly machine: string;
  readonly nowSeconds: number;
  /** When the process started; undefined when there is none. */
  readonly startOf: (pid: number) => number | undefined;
  readonly isAlive: (pid: number) => boolean;
}

/**
 * True when nobody can need any more what this owner made. In doubt it is false: what another machine made, whose
 * processes cannot be seen from here, is left alone for a week.
 */
export function isAbandoned(owner: Owner, world: World): boolean {
  if (world.nowSeconds - owner.sinceSeconds > LONGEST_RUN_SECONDS) return true;
  if (owner.machine !== world.machine) return false;
  if (owner.startedTicks === 0) return !world.isAlive(owner.pid);
  return world.startOf(owner.pid) !== owner.startedTicks;
}
