import type { Changes } from '../model/changes.ts';
import type { Check } from '../model/check.ts';
import type { RunEvent } from '../model/event.ts';
import type { Exec } from '../model/exec.ts';
import type { ResolvedPolicy } from '../model/policy.ts';
import type { Problem } from '../model/problem.ts';
import type { RunReport, TriageEntry } from '../model/report.ts';
import type { CheckResult } from '../model/result.ts';
import type { Objection, Verdict } from '../model/verdict.ts';

/** The environment without credentials. In `onFailure` and `report` with those that the plugin declares in `env`. */
export type HookEnv = Readonly<Record<string, string | undefined>>;

/** What a plugin says through `problem()`; plugin, hook and tap are added by the engine. */
export type ProblemInput = Pick<Problem, 'message' | 'hint'> &
  Partial<Pick<Problem, 'code' | 'file' | 'path'>>;

/** What `warn()` and `block()` take. */
export type ObjectionInput = Pick<Objection, 'rule' | 'message' | 'measured' | 'limit' | 'checkId'>;

/** What the `preflight` hook's taps get. */
export interface PreflightArgument {
  readonly cwd: string;
  readonly env: HookEnv;
  readonly exec: Exec;
  readonly changes: Changes;
  /** Says what makes a run pointless: no check starts, exit 2. */
  readonly problem: (problem: ProblemInput) => void;
}

/** What the `check` hook's taps get. */
export interface CheckArgument {
  readonly cwd: string;
  readonly env: HookEnv;
  readonly changes: Changes;
  readonly add: (check: Check) => void;
  /** What was added so far, the config's own checks included. A tap at `STAGE.last` sees what the others have added. */
  readonly added: () => readonly Check[];
}

/** What the `gate` hook's taps get. No disk, clock or exec, so that recorded runs can be decided again. */
export interface GateArgument {
  readonly results: readonly CheckResult[];
  readonly policy: ResolvedPolicy;
  readonly warn: (objection: ObjectionInput) => void;
  readonly block: (objection: ObjectionInput) => void;
}

/** What the `onFailure` hook's taps get. */
export interface FailureArgument {
  readonly results: readonly CheckResult[];
  readonly verdict: Verdict;
  readonly triage: readonly TriageEntry[];
  readonly env: HookEnv;
  readonly exec: Exec;
  readonly signal: AbortSignal;
  /** Keeps a file with the run. */
  readonly attach: (name: string, path: string) => void;
  /** A remark for the report. */
  readonly note: (message: string) => void;
}

/** What the `report` hook's taps get. */
export interface ReportArgument {
  readonly report: RunReport;
  /** The run's folder, absolute. */
  readonly dir: string;
  /**
   * sha256 of the folder's `evidence.json`, hex: who keeps it elsewhere can tell later whether the folder was changed.
   * Absent when that file could not be written.
   */
  readonly evidence?: string;
  readonly env: HookEnv;
  readonly exec: Exec;
  readonly log: (line: string) => void;
  readonly signal: AbortSignal;
}

export interface HookArguments {
  readonly preflight: PreflightArgument;
  readonly check: CheckArgument;
  readonly gate: GateArgument;
  readonly onFailure: FailureArgument;
  readonly report: ReportArgument;
  readonly event: RunEvent;
}

export type HookName = keyof HookArguments;
