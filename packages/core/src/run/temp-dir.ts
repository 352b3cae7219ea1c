import { mkdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { stateUnwritable } from '../state/state-unwritable.ts';

/** The temporary folder of one check in one cell. */
export interface TempDir {
  readonly path: string;
  /** Makes it, the first time, and returns its path. */
  readonly make: () => string;
  /** Removes it, if it was made. What cannot be removed goes with the run's folder, in time. */
  readonly remove: () => Promise<void>;
}

/**
 * It lies in the run's folder and not among the system's: what a killed run leaves there is pruned with the run.
 * Most checks never ask for it, so it is not made before.
 */
export function createTempDir(path: string): TempDir {
  let isMade = false;
  return {
    path,
    make: () => {
      if (!isMade) {
        try {
          mkdirSync(path, { recursive: true });
        } catch (error) {
          throw stateUnwritable(path, error);
        }
      }
      isMade = true;
      return path;
    },
    remove: async () => {
      if (isMade) await rm(path, { recursive: true, force: true, maxRetries: 2 }).catch(() => undefined);
    },
  };
}
