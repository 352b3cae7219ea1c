import type { Check, Provides } from '../model/check.ts';
import type { CommandRecord } from '../model/exec.ts';
import type { PlannedCheck } from '../model/plan.ts';
import type { CacheUse } from '../model/result.ts';

/** Earlier results, as a run asks for them. No function of it throws. */
export interface ResultCache {
  readonly find: (planned: PlannedCheck, check: Check) => Promise<CacheAnswer>;
  /** Told of every check that has ended, for those that need it depend on what it hands over. */
  readonly ended: (id: string, provides: Provides | undefined) => void;
}

/** Undefined `use`: the check does not ask for a cache. */
export interface CacheAnswer {
  readonly use?: CacheUse;
  readonly found?: StoredResult;
}

/** A stored attempt. Whatever is in it is read as carefully as what a check returns. */
export interface StoredResult {
  readonly outcome: unknown;
  readonly startedAt: string;
  readonly durationMs: number;
  readonly commands: readonly CommandRecord[];
  /** Undefined when it is gone or damaged. */
  readonly log: () => Promise<Uint8Array | undefined>;
  readonly artifacts: readonly {
    readonly name: string;
    readonly bytes: number;
    readonly sha256: string;
    /** Exactly the bytes of that digest, or undefined. */
    readonly read: () => Promise<Uint8Array | undefined>;
  }[];
}
