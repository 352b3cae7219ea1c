/** `watch`: unwell once, not yet sure. `recovering`: well once, not yet sure. */
export type AlertName = 'ok' | 'watch' | 'alert' | 'recovering';

/** The state of the alert. JSON-safe: it is stored between evaluations. */
export interface AlertState {
  readonly state: AlertName;
  /** Since when, in milliseconds since 1970. */
  readonly sinceMs: number;
  /** The last evaluation that was taken in: one at this moment or before changes nothing. */
  readonly lastMs: number;
}

/** What is known at one moment. */
export interface Evaluation {
  readonly atMs: number;
  /** Last attempts of the 7 days before that had ended. */
  readonly success: number;
  readonly decided: number;
  /** How long the workflow has been red that is so for longest, of those that failed at least 3 times in a row. */
  readonly stuckMs: number;
  /** Whether there are ten decided runs and the last ten of them passed. */
  readonly isTenPassed: boolean;
}

/** What makes it an alert. */
export interface AlertRules {
  /** The rate from which on CI is well. */
  readonly threshold: number;
  /** `threshold`: the rate alone, at once; `confidence`: when it is sure. */
  readonly mode: 'confidence' | 'threshold';
}
