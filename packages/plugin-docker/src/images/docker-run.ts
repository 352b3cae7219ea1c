import type { CheckContext } from '@sluice/core';
import type { Owner } from '../owner/owner.ts';

/** What the checks of one run share. */
export interface DockerRun {
  readonly owner: Owner;
  /** The environment as the `check` hook gives it: without credentials. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /**
   * To be called before the engine is given anything: says once that this run is under way, and clears away what killed
   * runs left. A line for the log, where there was something.
   */
  readonly begin: (ctx: CheckContext) => Promise<string | undefined>;
}
