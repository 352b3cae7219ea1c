/** One step of a build, as BuildKit tells of it. */
export interface BuildStep {
  /** `[base 1/2] COPY busybox /bin/busybox`, without what is in front of it. */
  readonly name: string;
  /** The stage; empty where the Dockerfile has only one without a name. */
  readonly stage: string;
  /** Its place among the steps of its stage, from 1, and how many there are. */
  readonly at: number;
  readonly of: number;
  readonly isCached: boolean;
  /** What it ended with, where it failed. */
  readonly error?: string;
  /** The last lines that it printed. */
  readonly tail: readonly string[];
}
