import type { LogLine } from './clean-line.ts';
import type { PersistentRule, TransientRule } from './failure-rule.ts';
import type { Tool } from './tool.ts';

interface Found {
  readonly line: LogLine;
}

/** A line that speaks for a cause outside the code. */
export interface TransientHit extends Found {
  readonly rule: TransientRule;
  /** The stage of a BuildKit build whose command printed it. */
  readonly stage?: string;
  /** An install script of a package of somebody else printed it, by the words in which yarn tells that it failed. */
  readonly isOfPackage?: true;
  /** Tools that had said that they were done before it, and how often. */
  readonly done: ReadonlyMap<Tool, number>;
}

/** A line that speaks for a cause in the code. */
export interface PersistentHit extends Found {
  readonly rule: PersistentRule;
}

export type Hit = TransientHit | PersistentHit;

/** A command that ended a stage of a BuildKit build. */
export interface EndedStage {
  readonly stage?: string;
  readonly command: string;
}

/** What was found in one part. */
export interface Hits {
  readonly transient: readonly TransientHit[];
  readonly persistent: readonly PersistentHit[];
  readonly stages: readonly EndedStage[];
  /** The target that make says failed, last. */
  readonly target?: string;
}
