/** The engine that a run works with. */
export interface EngineFacts {
  /** Of the command line. */
  readonly clientVersion: string;
  readonly serverVersion: string;
  readonly buildxVersion: string;
  /** What the chosen builder is: `docker` (the engine's own), `docker-container`, `kubernetes`, `remote`. */
  readonly driver: string;
  /** Whether the engine keeps images in containerd's store, which can export caches and has annotations. */
  readonly hasContainerdStore: boolean;
}
