import type { Exec } from './exec.ts';
import type { Finding, FindingInput } from './finding.ts';
import type { Level } from './level.ts';
import type { Limit } from './limit.ts';
import type { ToolSpec } from './tool.ts';

export type Phase = 'preflight' | 'check';

/** One combination of a matrix: axis to value, in axis order. Empty without a matrix. */
export type Cell = Readonly<Record<string, string>>;

/** When a check is tried again. `max` counts retries: 2 means at most 3 attempts. */
export interface Retry {
  readonly max: number;
  readonly on: readonly ('failure' | 'errored' | 'timed_out' | 'transient')[];
  /** Pause before the first retry; doubled before each further one. Default 0. */
  readonly backOffMs?: number;
}

/** How much a check looked at. `seen` 0 is no evidence; a part missed is evidence of a part only. */
export interface Scope {
  /** What is counted: `files`, `tests`, `dependencies`. */
  readonly unit: string;
  readonly seen: number;
  readonly missed: number;
  readonly detail: readonly string[];
}

/** What a check hands to those that need it, transitively: folders put first on PATH, and variables. */
export interface Provides {
  readonly path?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /**
   * Names what is provided by its content, the same on every machine: checks that need it reuse a result only where
   * this is the same. Not given: the folders and the variables themselves do.
   */
  readonly key?: string;
}

interface OutcomeFacts {
  readonly findings?: readonly Finding[];
  readonly metrics?: Readonly<Record<string, number>>;
  readonly scope?: Scope;
  /** One short clause for the console: `21 files`, `48 tests, coverage 86 %`. */
  readonly summary?: string;
  readonly provides?: Provides;
  /** What really ran, where it is not one of the check's `tools` (a tool inside a project's environment). */
  readonly tools?: readonly ResolvedTool[];
}

/**
 * What a check reports. Facts only: whether they are too much is the engine's to conclude from the limits.
 * `errored` means "this says nothing about the code": a crash, unreadable output, nothing looked at.
 * `skipped` is for a check that may not run here (no permission, no secret); a required one still blocks.
 */
export type CheckOutcome =
  | ({
      readonly status: 'completed';
      readonly findings: readonly Finding[];
      /** Ask for no retry of this attempt: it would not help. */ readonly noRetry?: string;
    } & OutcomeFacts)
  | { readonly status: 'skipped'; readonly reason: string }
  | ({ readonly status: 'errored'; readonly reason: string } & OutcomeFacts);

/** A tool as it was found: what ran, at which version, from where. */
export interface ResolvedTool {
  readonly name: string;
  readonly version: string;
  readonly path: string;
}

/** The ports a check gets; it has no other way out. */
export interface CheckContext {
  /** The check's folder, absolute: the config's, unless the check names another. Paths in findings are relative to it. */
  readonly cwd: string;
  readonly cell: Cell;
  /** Aborted at the deadline and on cancellation. */
  readonly signal: AbortSignal;
  /** Runs a program. A bare name is one of the check's `tools`, then a program on the PATH that `needs` provide. */
  readonly exec: Exec;
  /** A line into the attempt's log. */
  readonly log: (line: string) => void;
  /** Records a finding at once, so that it is kept should the check crash later, and returns it completed. */
  readonly finding: (partial: FindingInput) => Finding;
  /** Keeps a file with the run under this name. Takes an absolute path, or one relative to `cwd`. */
  readonly artifact: (name: string, path: string) => void;
  /**
   * Masks this value, five characters or longer, in everything of this run that is shown or written from now on:
   * console, logs, text artifacts, every report. For a secret that the check came upon and nobody could know before;
   * call it before anything else is done with the value.
   */
  readonly secret: (value: string) => void;
  /** From 1. */
  readonly attempt: number;
  /** The outcome of the attempt before this one, so that a retry can repeat only what failed. */
  readonly previous?: CheckOutcome;
  /** Empty at the first attempt, shared by the attempts of one cell, removed after the last. */
  readonly tempDir: string;
  /** A folder of the plugin's own under the state folder, kept between runs: `.sluice/<plugin>/`. */
  readonly stateDir: string;
  /** What earlier runs measured for this check and cell, newest first; empty when nothing is recorded. */
  readonly history: readonly HistoryEntry[];
  /** Tools the lock names, by tool name: the version to use where the project pins none. */
  readonly lockedTools: Readonly<Record<string, string>>;
}

/** One line of `history.jsonl`. */
export interface HistoryEntry {
  readonly runId: string;
  /** Id with cell: `python/pytest@3.11`. */
  readonly id: string;
  readonly startedAt: string;
  readonly durationMs: number;
  readonly conclusion: string;
  readonly metrics: Readonly<Record<string, number>>;
  readonly commit?: string;
}

/**
 * The smallest thing that is planned, timed and concluded: a plain object, collected by the `check` hook.
 * Everything the engine schedules, times out, retries, lists or prints is data here.
 *
 * Cells that differ in more than their values are several objects with one `id`: each has a `matrix` of its own, over
 * the same axes, and no cell is in two of them. So each may have its own inputs, limits, level and tools.
 */
export interface Check {
  /** `<plugin>/<name>`, kebab-case. */
  readonly id: string;
  readonly title: string;
  readonly level?: Level;
  /** Not given: no finding is allowed (`{ rule: '<id>/findings', count: {}, max: 0 }`). `[]`: nothing is judged here. */
  readonly limits?: readonly Limit[];
  /** `preflight` checks run before all others; when a required one is not a success, the rest are skipped. */
  readonly phase?: Phase;
  /** Ids or globs. Without a cell: all cells, or the same cell between two checks of one matrix. */
  readonly needs?: readonly string[];
  /** Globs relative to the config's folder, `!` excludes. Not given: never cached, always affected. */
  readonly inputs?: readonly string[];
  /**
   * Names of variables the check may see although they look like credentials, and of all those that its outcome
   * depends on: a result is reused only where they have the same values.
   */
  readonly env?: readonly string[];
  readonly tools?: readonly ToolSpec[];
  readonly matrix?: Readonly<Record<string, readonly string[]>>;
  /**
   * Where it works, relative to the config's folder: its programs and its fixer run there, and the paths of its
   * findings are relative to it until the engine records them. Default: the config's folder. `inputs` stay relative to
   * the config's folder.
   */
  readonly folder?: string;
  readonly retry?: Retry;
  /** Default 10 minutes. */
  readonly timeoutMs?: number;
  /** How many of the `-j` places it takes. Default 1. */
  readonly weight?: number;
  /** Nothing else runs beside it. */
  readonly exclusive?: boolean;
  /** It changes files of the work tree: writers never run at the same time as anything else, and not in CI. */
  readonly writes?: boolean;
  /** Globs of files it makes, for the cache. */
  readonly outputs?: readonly string[];
  /**
   * The outcome depends on nothing but `inputs`, `tools`, `env`, `keyedBy`, the needs and the plugin's options, so that
   * an earlier one may be reused where all of these are the same. Default false.
   */
  readonly cache?: boolean;
  /** A reused outcome is at most so old: for what also depends on the world, as advisories do. */
  readonly freshForMs?: number;
  /** Facts that decide what `run` does and stand in no input: what a tap found out before it made the check. */
  readonly keyedBy?: Readonly<Record<string, unknown>>;
  /** The fixer's command line, for `sluice fix`: program and arguments. `tools` are found for it as for `run`. */
  readonly fix?: readonly string[];
  /** Planned as `skipped: disabled`, with this reason, so that switching a check off stays visible. */
  readonly disabled?: string;
  readonly run: (ctx: CheckContext) => Promise<CheckOutcome> | CheckOutcome;
}
