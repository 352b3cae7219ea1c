import type { Check, HistoryEntry } from '../model/check.ts';
import type { RunEvent } from '../model/event.ts';
import type { Host } from '../model/host.ts';
import type { Plan, PlannedCheck } from '../model/plan.ts';
import type { TriageEntry } from '../model/report.ts';
import type { Attempt, CheckResult, CheckRun } from '../model/result.ts';
import type { Redactor } from '../exec/redact.ts';
import type { StateDir } from '../state/state-dir.ts';
import type { ResultCache } from './result-cache.ts';
import type { Timers } from './timers.ts';

/** What triage says of a failed attempt. */
type Cause = Pick<TriageEntry, 'verdict' | 'category'>;

/** Everything a run takes. What other rooms compute arrives as a function or a value. */
export interface RunPlanInput {
  readonly plan: Plan;
  /** By id with cell. */
  readonly checks: ReadonlyMap<string, Check>;
  /** The config's folder, absolute. */
  readonly cwd: string;
  /** The run's folder, absolute; it exists. */
  readonly runDir: string;
  readonly state: StateDir;
  readonly host: Host;
  /** How many places the pool has. */
  readonly jobs: number;
  /** Cancel the rest as soon as a required check is not a success. */
  readonly failFast: boolean;
  readonly signal: AbortSignal;
  readonly emit: (event: RunEvent) => void;
  /** Concludes a check; pure. Used to know what others may build on, whether to try again, and for `check-ended`. */
  readonly judge: (planned: PlannedCheck, run: CheckRun) => CheckResult;
  /** Runs of earlier times that stand in for a planned one, by id with cell: the same inputs were looked at. */
  readonly recorded?: ReadonlyMap<string, CheckRun>;
  /** Newest first. */
  readonly history: readonly HistoryEntry[];
  /** Versions that the lock names, by tool. */
  readonly lockedTools: Readonly<Record<string, string>>;
  /** Paths that the config names, by tool. */
  readonly configuredTools: Readonly<Record<string, string>>;
  readonly redactor: Redactor;
  /** How long what runs may take to end after it was asked to. */
  readonly graceMs: number;
  /** Why an attempt failed, where a check retries on `transient`. Not given: nothing is transient. */
  readonly triage?: (planned: PlannedCheck, attempt: Attempt, logPath: string) => Promise<Cause> | Cause;
  /** Earlier results. Not given: every check runs. */
  readonly cache?: ResultCache;
  /** Default: Node's own. */
  readonly timers?: Timers;
}
