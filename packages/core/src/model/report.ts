import type { Changes } from './changes.ts';
import type { Lock, LockAtBase } from './lock.ts';
import type { Plan } from './plan.ts';
import type { ResolvedPolicy } from './policy.ts';
import type { Problem } from './problem.ts';
import type { CheckResult } from './result.ts';
import type { Verdict } from './verdict.ts';

/** What started the run: `local`, or the CI event's name. */
export interface Trigger {
  readonly event: string;
  readonly ref?: string;
  /** The CI system's own number of the run, the same for every machine and every attempt of it. */
  readonly run?: string;
  /** How often that run has been started: 1, and one more with each rerun. */
  readonly attempt?: number;
}

/** Where the run took place. Nothing in it decides; it explains differences. */
export interface RunEnvironment {
  readonly sluice: string;
  readonly node: string;
  readonly platform: string;
  readonly arch: string;
  readonly cpus: number;
  readonly ci: boolean;
  /**
   * Of the config within its git repository; paths of findings are relative to it. Absent at the root, and outside of a
   * repository.
   */
  readonly folder?: string;
  readonly plugins: readonly { readonly name: string; readonly version: string }[];
}

/** A remark from `onFailure`, or from the engine itself. */
export interface RunNote {
  readonly source: string;
  readonly message: string;
  /** Relative to the run's folder, when something was attached. */
  readonly path?: string;
}

/**
 * Why an attempt of a check failed, and whether a rerun would help. One for the last attempt of each check that ended in
 * anything but a success or a skip, and one for each attempt that was retried for this answer; of one check the newest first.
 */
export interface TriageEntry {
  /** Id with cell: `python/pytest@3.11`. */
  readonly id: string;
  /** The number of the attempt. */
  readonly attempt: number;
  readonly verdict: 'transient' | 'persistent' | 'unknown';
  readonly category: string;
  /** 0 to 1: how sure the rules are, not a measured probability. */
  readonly confidence: number;
  /** The cause in a clause: `a host name could not be resolved`. */
  readonly why: string;
  /** What helps, in a sentence. */
  readonly advice: string;
  /** The cause lies outside of the code under test. */
  readonly isOutside: boolean;
  /** The log that the lines of `evidence` are of, relative to the run's folder. */
  readonly log: string;
  readonly evidence: readonly { readonly line: number; readonly text: string; readonly rule: string }[];
}

/** How the run itself ended. */
export type RunEnd = 'completed' | 'problems' | 'cancelled' | 'crashed';

/**
 * Everything about a run: enough to decide again and to draw everything again. JSON-safe, schema in
 * docs/schemas/run-report.json.
 */
export interface RunReport {
  readonly schemaVersion: 1;
  readonly runId: string;
  readonly startedAt: string;
  readonly durationMs: number;
  readonly end: RunEnd;
  /** The signal that ended it, when `end` is `cancelled`: `SIGINT`, `SIGTERM`. */
  readonly signal?: string;
  readonly commit?: { readonly sha: string; readonly branch?: string; readonly isDirty: boolean };
  readonly trigger: Trigger;
  readonly environment: RunEnvironment;
  readonly changes: Changes;
  readonly plan: Plan;
  readonly policy: ResolvedPolicy;
  readonly lock?: Lock;
  /** The lock of the commit compared with, for what this change loosens. */
  readonly lockAtBase?: LockAtBase;
  /**
   * Of `ci.baseline.json`, where there is one: how many findings it accepts, how many of them this run saw, and how
   * many it did not see, which only says that they are gone when every check ran.
   */
  readonly baseline?: { readonly findings: number; readonly existing: number; readonly gone: number };
  readonly results: readonly CheckResult[];
  readonly verdict: Verdict;
  readonly triage?: readonly TriageEntry[];
  readonly notes: readonly RunNote[];
  readonly problems: readonly Problem[];
}
