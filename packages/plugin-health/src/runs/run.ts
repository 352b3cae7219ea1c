/**
 * What a run counts as. Only `pass` and `fail` are decided and stand in the denominator of a rate; `waiting` is for an
 * approval, `running` has no conclusion yet, `other` ended without saying anything of the code.
 */
export type RunClass = 'pass' | 'fail' | 'other' | 'waiting' | 'running';

/** One step of a job. Times in milliseconds since 1970. */
export interface Step {
  /** Of any origin: escape it. */
  readonly name: string;
  readonly class: RunClass;
  readonly startedMs?: number;
  readonly endedMs?: number;
}

/** One job of one attempt, where the source knows it. Times in milliseconds since 1970. */
export interface Job {
  /** What tells the jobs of an attempt apart, where the source says. */
  readonly id?: string;
  /** Of any origin: escape it. */
  readonly name?: string;
  readonly class: RunClass;
  /** Labels of the machine it ran on: `ubuntu-latest`, `self-hosted`. */
  readonly labels: readonly string[];
  readonly createdMs?: number;
  readonly startedMs?: number;
  readonly endedMs?: number;
  /** In their order. */
  readonly steps?: readonly Step[];
}

/** One attempt of one run of a workflow, as every source gives it. Times in milliseconds since 1970. */
export interface Run {
  /** The same for all attempts of a run. */
  readonly id: string;
  /** From 1 on. */
  readonly attempt: number;
  /** What tells workflows apart; stays when one is renamed. */
  readonly workflow: string;
  /** For people. Of any origin: escape it. */
  readonly workflowName: string;
  /** Where the workflow's file is, when the source knows it. */
  readonly path?: string;
  readonly event?: string;
  readonly branch?: string;
  /** Absent when it does not tell what was tested, as for a run over uncommitted changes. */
  readonly sha?: string;
  /** The first line of the commit or the title of the pull request. Of any origin: escape it. */
  readonly title?: string;
  /** The page of the run: an address of `https:`. */
  readonly url?: string;
  readonly class: RunClass;
  /** In the words of the source; a failure of the CI system itself is `startup_failure`. */
  readonly conclusion?: string;
  /** When the first attempt was created: what the window is laid over. */
  readonly createdMs: number;
  /** When this attempt was started. */
  readonly startedMs: number;
  /** When this attempt ended, as well as the source knows. */
  readonly endedMs?: number;
  readonly jobs: readonly Job[];
}
