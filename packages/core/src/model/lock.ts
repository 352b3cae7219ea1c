import type { Level } from './level.ts';
import type { Limit } from './limit.ts';
import type { Waiver } from './policy.ts';

/** `ci.lock.json`: what the gate promised, so that a check that vanishes is seen. Committed, sorted, one line a fact. */
export interface Lock {
  readonly schemaVersion: 1;
  readonly checks: readonly { readonly id: string; readonly level: Level; readonly disabled?: true }[];
  readonly limits: readonly (Limit & { readonly checkId?: string })[];
  readonly waivers: readonly Waiver[];
  readonly baseline: { readonly findings: number };
  /** Versions of the tools that the project itself does not pin. */
  readonly tools: Readonly<Record<string, string>>;
}

/** The lock of the commit that a run compares with, or why it was not read. */
export interface LockAtBase {
  /** Absent where that commit is not known. */
  readonly base?: string;
  readonly lock?: Lock;
  /** In words, where there is no `lock`. */
  readonly unread?: string;
}
