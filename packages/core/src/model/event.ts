import type { Changes } from './changes.ts';
import type { Plan } from './plan.ts';
import type { Problem } from './problem.ts';
import type { Attempt, CheckResult } from './result.ts';
import type { RunReport } from './report.ts';
import type { Verdict } from './verdict.ts';

/** What happens while a pipeline runs, for live views and plugins. Discriminated by `type`; every member is data. */
export type RunEvent =
  /** First of all. `dir` is the run's folder, absolute. */
  | {
      readonly type: 'run-started';
      readonly runId: string;
      readonly at: string;
      readonly dir: string;
      readonly cwd: string;
    }
  | {
      readonly type: 'plan-ready';
      readonly plan: Plan;
      readonly changes: Changes;
      readonly jobs: number;
      readonly expectedMs: Readonly<Record<string, number>>;
    }
  | { readonly type: 'problem'; readonly problem: Problem }
  | { readonly type: 'check-started'; readonly id: string; readonly at: string }
  /** A line for people about a check in progress: a tool being installed, an environment being made. */
  | { readonly type: 'check-progress'; readonly id: string; readonly message: string }
  /** Silent or running for longer than its usual time; said once per check and doubling. */
  | { readonly type: 'check-slow'; readonly id: string; readonly forMs: number }
  | { readonly type: 'attempt-ended'; readonly id: string; readonly attempt: Attempt }
  /** `logs` are absolute paths, one an attempt. The conclusion is final but for limits over several checks. */
  | { readonly type: 'check-ended'; readonly result: CheckResult; readonly logs: readonly string[] }
  | { readonly type: 'verdict'; readonly verdict: Verdict }
  /** A plugin's tap failed, or was slow (`isSlow`). */
  | {
      readonly type: 'tap-failed';
      readonly plugin: string;
      readonly hook: string;
      readonly tap: string;
      readonly message: string;
    }
  /** A line that a plugin's reporter says: where it put something, why it could not. */
  | { readonly type: 'reporter-said'; readonly plugin: string; readonly line: string }
  | {
      readonly type: 'tap-slow';
      readonly plugin: string;
      readonly hook: string;
      readonly tap: string;
      readonly forMs: number;
    }
  /** Last of all: the report is on disk. `degraded` says which file or plugin's reporter failed, if any. */
  | {
      readonly type: 'report-ready';
      readonly report: RunReport;
      readonly dir: string;
      /** sha256 of `evidence.json`, hex. */
      readonly evidence?: string;
      readonly degraded?: string;
    };
