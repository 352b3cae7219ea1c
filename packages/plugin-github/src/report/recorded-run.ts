import type { RunReport } from '@sluice/core';

/** A run as it was recorded, and what is known of it besides. */
export interface RecordedRun {
  /** Absent when the job that decides left none, or none that can be read. */
  readonly report?: RunReport;
  /** Why there is no report, in words of our own. */
  readonly unread?: string;
  /**
   * How that job ended, as the host has it: `success`, `failure`, `cancelled`, `skipped`. A report that says pass beside
   * a job that did not succeed is no pass.
   */
  readonly gateResult?: string;
  /** Of the run's `evidence.json`, hex; absent where that does not speak of this report. */
  readonly sha256?: string;
}
