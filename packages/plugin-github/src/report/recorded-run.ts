import type { RunReport } from '@sluice/core';

/** A run as it was recorded, and what is known of it besides. */
export interface RecordedRun {
  /** Absent when the job that decides left none. */
  readonly report?: RunReport;
  /**
   * How that job ended, as the host has it: `success`, `failure`, `cancelled`, `skipped`. A report that says pass beside
   * a job that did not succeed is no pass.
   */
  readonly gateResult?: string;
  /** Of the recorded file, hex. */
  readonly sha256?: string;
}
