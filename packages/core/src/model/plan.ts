import type { Cell, Phase, Retry } from './check.ts';
import type { SkipReason } from './conclusion.ts';
import type { Level } from './level.ts';
import type { Limit } from './limit.ts';

/** Why a change cannot matter to a check: what was compared, how much of it was looked at, and for what. */
export interface SkipProof {
  /** The commit compared with. */
  readonly base?: string;
  /** How many changed files were held against the globs. None of them matched. */
  readonly files: number;
  readonly inputs: readonly string[];
}

/** One check in one cell, with the decision about it. */
export interface PlannedCheck {
  /** Id with cell: `python/pytest@3.11`; the check's id when there is no matrix. */
  readonly id: string;
  readonly checkId: string;
  readonly cell: Cell;
  readonly title: string;
  readonly phase: Phase;
  readonly level: Level;
  /** What gave the level. */
  readonly levelFrom: string;
  readonly limits: readonly Limit[];
  /** Ids with cell, sorted. */
  readonly needs: readonly string[];
  readonly inputs?: readonly string[];
  /** When it is tried again; absent where it never is. Not part of the hash: it changes no verdict about what was seen. */
  readonly retry?: Retry;
  readonly decision: 'run' | 'skip';
  readonly skip?: SkipReason;
  /** Stable code of the reason, hashed: `selected`, `needed-by`, `affected`, `all`, or the skip reason. */
  readonly reasonCode: string;
  /** The same in words. */
  readonly reason: string;
  /** With `not-affected`: the proof. */
  readonly proof?: SkipProof;
}

/** What will run, in order, and why the rest will not. `run` executes exactly this. */
export interface Plan {
  readonly schemaVersion: 1;
  /** sha256 over ids, cells, levels, limits, needs, inputs and each decision with its reason code; hex. */
  readonly hash: string;
  /** In execution order: preflight first, then by needs; ties by id. */
  readonly checks: readonly PlannedCheck[];
  /** True when some checks were left out by ids or `--skip`: no gate verdict. */
  readonly partial: boolean;
}
