import type { Cell, Provides, ResolvedTool, Scope, Phase } from './check.ts';
import type { Conclusion, SkipReason } from './conclusion.ts';
import type { CommandRecord } from './exec.ts';
import type { Finding } from './finding.ts';
import type { Level } from './level.ts';
import type { LimitMeasurement } from './limit.ts';

/** How one attempt ended, before limits were judged. */
export type AttemptStatus = 'completed' | 'errored' | 'timed_out' | 'cancelled' | 'skipped';

/** One try of one check in one cell. A retry makes more attempts, not more checks. */
export interface Attempt {
  /** From 1. */
  readonly number: number;
  readonly status: AttemptStatus;
  readonly startedAt: string;
  readonly durationMs: number;
  readonly reason?: string;
  readonly commands: readonly CommandRecord[];
  /** Relative to the run's folder. */
  readonly log: string;
  readonly findings: readonly Finding[];
  readonly metrics: Readonly<Record<string, number>>;
  readonly scope?: Scope;
  readonly summary?: string;
  readonly provides?: Provides;
  readonly tools: readonly ResolvedTool[];
  /** Why this attempt was followed by another. */
  readonly retriedBecause?: string;
}

/** Whether an earlier result was used for a check that allows it, and why. */
export interface CacheUse {
  /** `off`: none was looked for. */
  readonly outcome: 'hit' | 'miss' | 'off';
  /** One sentence for people. */
  readonly reason: string;
  /** sha256, hex, of all that the outcome depends on; absent where that cannot be told. */
  readonly key?: string;
  /** The run that a hit is from. */
  readonly runId?: string;
}

/** All attempts of one planned check, as `run/` hands them on. */
export interface CheckRun {
  /** Id with cell: `python/pytest@3.11`. */
  readonly id: string;
  readonly startedAt: string;
  readonly durationMs: number;
  readonly attempts: readonly Attempt[];
  readonly skip?: SkipReason;
  readonly reason?: string;
  /** Not run now: what an earlier run saw of the same inputs. */
  readonly cached?: boolean;
  readonly artifacts: readonly Artifact[];
  readonly cache?: CacheUse;
}

export interface Artifact {
  readonly name: string;
  /** Relative to the run's folder. */
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** What the engine concluded about one check in one cell. JSON-safe. */
export interface CheckResult {
  /** Id with cell. */
  readonly id: string;
  readonly checkId: string;
  readonly cell: Cell;
  readonly title: string;
  readonly phase: Phase;
  readonly level: Level;
  readonly conclusion: Conclusion;
  readonly skip?: SkipReason;
  readonly reason?: string;
  /** A success after a failed attempt. */
  readonly flaky?: boolean;
  /** Nothing ran: its attempt, findings and artifacts are those of an earlier run. */
  readonly cached?: boolean;
  /** Only where the check allows it. */
  readonly cache?: CacheUse;
  readonly startedAt: string;
  readonly durationMs: number;
  readonly attempts: readonly Attempt[];
  /** Of the last attempt, after dedupe and waivers. */
  readonly findings: readonly Finding[];
  readonly metrics: Readonly<Record<string, number>>;
  readonly scope?: Scope;
  readonly summary?: string;
  readonly tools: readonly ResolvedTool[];
  readonly artifacts: readonly Artifact[];
  readonly limits: readonly LimitMeasurement[];
  /** A waiver in date turned its failure to ok. */
  readonly waiver?: {
    readonly reason: string;
    readonly owner: string;
    readonly expires: string;
    /** What the waiver names: `check python/ruff`. */
    readonly subject?: string;
  };
}
