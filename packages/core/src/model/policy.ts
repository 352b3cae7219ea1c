import type { Level } from './level.ts';
import type { Limit } from './limit.ts';

/** An accepted failure with an end: reason of 10 characters or more, an owner, a day. */
export interface Waiver {
  /** One of these says what is waived. */
  readonly check?: string;
  /** A test as the finding's region names it: `tests/test_orders.py::test_refund`. */
  readonly test?: string;
  readonly fingerprint?: string;
  /** With `path`: a rule in a file (both may be globs). */
  readonly rule?: string;
  readonly path?: string;
  /** With `package`: a vulnerability id or alias in a package. */
  readonly vulnerability?: string;
  readonly package?: string;
  /** The rule of a limit. */
  readonly limit?: string;
  readonly reason: string;
  readonly owner: string;
  /** Last day it counts, ISO (YYYY-MM-DD), UTC. */
  readonly expires: string;
}

/** The policy as written in the config. */
export interface Policy {
  /** Ids or globs (`*` stops at `/`). */
  readonly required?: readonly string[];
  readonly optional?: readonly string[];
  readonly informational?: readonly string[];
  /** Adds limits, or replaces those of the same `rule`. */
  readonly limits?: readonly Limit[];
  /** How many checks may pass only after a retry before that blocks. Not given: any number. */
  readonly maxFlaky?: number;
  /** Default 90. */
  readonly maxWaiverDays?: number;
  /** What loosening the gate in a pull request is. Default `warn`. */
  readonly weakening?: 'warn' | 'block';
  /** A required check without permission (fork, no secret): `block`, or `defer` to the merge queue. Default `block`. */
  readonly noPermission?: 'block' | 'defer';
  /** ISO day, at most 60 days ahead: until then a block is advice. */
  readonly enforceFrom?: string;
  /** Shown with the critical path. Default 15 minutes. */
  readonly budgetMs?: number;
}

/** The policy with its defaults and the waivers of config and `ci.waivers.json`, as recorded in a report. */
export interface ResolvedPolicy extends Required<
  Pick<Policy, 'maxWaiverDays' | 'weakening' | 'noPermission' | 'budgetMs'>
> {
  readonly required: readonly string[];
  readonly optional: readonly string[];
  readonly informational: readonly string[];
  readonly limits: readonly Limit[];
  readonly maxFlaky?: number;
  readonly enforceFrom?: string;
  readonly waivers: readonly Waiver[];
}

/** A level and what gave it, for `sluice list`. */
export interface LevelDecision {
  readonly level: Level;
  /** `policy.required: python/*`, `plugin`, or `default`. */
  readonly from: string;
}
