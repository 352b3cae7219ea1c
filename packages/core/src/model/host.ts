/**
 * All that the engine reads from the outside besides files: injected once, so that a run is reproducible and a
 * library user's process stays his own.
 */
export interface Host {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly cpus: number;
  readonly platform: string;
  readonly arch: string;
  readonly nodeVersion: string;
  readonly pid: number;
}
