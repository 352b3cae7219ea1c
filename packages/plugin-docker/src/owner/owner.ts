/**
 * Who made a tag or a container: one process on one machine. It stands in the name of each, so that a later run can
 * tell what a dead one left from what a living one still needs, also among machines that share an engine.
 */
export interface Owner {
  /** The machine as its processes see it: containers with numbers of their own are others. */
  readonly machine: string;
  readonly pid: number;
  /** When the process started, in the kernel's ticks: a number is given out again. 0 where the system does not say. */
  readonly startedTicks: number;
  /** When it made itself known, in seconds since 1970. */
  readonly sinceSeconds: number;
  /** Tells two runs of one process apart. */
  readonly nonce: string;
}
