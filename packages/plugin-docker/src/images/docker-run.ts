import type { Exec } from '@sluice/core';
import type { Owner } from '../owner/owner.ts';

/** What the checks of one run share. */
export interface DockerRun {
  readonly owner: Owner;
  /** The environment as the `check` hook gives it: without credentials. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Clears away once what killed runs left; a line for the log, where there was something. */
  readonly sweepOnce: (exec: Exec) => Promise<string | undefined>;
}
