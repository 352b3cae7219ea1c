import type { RunStamp } from './comment-section.ts';

/** Whether the first run began before the second: GitHub numbers runs upwards, and a rerun keeps the number. */
export function isOlderRun(one: RunStamp, other: RunStamp): boolean {
  return one.runId === other.runId ? one.attempt < other.attempt : one.runId < other.runId;
}
