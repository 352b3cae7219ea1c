/** Why a run is, or is not, run again. */
export type RerunReason =
  | 'transient'
  | 'host-passed'
  | 'host-down'
  | 'not-first'
  | 'not-completed'
  | 'cancelled'
  | 'not-failed'
  | 'too-old'
  | 'gone'
  | 'stale'
  | 'already-decided'
  | 'nothing-failed'
  | 'too-many-jobs'
  | 'no-log'
  | 'not-transient'
  | 'report-only'
  | 'day-limit'
  | 'gave-up'
  | 'refused';

/** What is done about a run, and why, in one sentence that may hold names of jobs as they are. */
export interface Decision {
  readonly kind: 'rerun' | 'wait' | 'no';
  readonly reason: RerunReason;
  readonly words: string;
}

/** What has to be asked before it can be decided. */
export interface Need {
  readonly kind: 'need';
  readonly what: 'tip' | 'jobs' | 'logs';
}
