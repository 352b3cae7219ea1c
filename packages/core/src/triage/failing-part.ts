import type { LogLine } from './clean-line.ts';
import type { Hits } from './hit.ts';

/** What ended a part of the log: the line, and the exit code it names. */
export interface PartEnd {
  readonly line: LogLine;
  readonly exitCode?: number;
}

/** A part of a log that failed, or that the log stops in. */
export interface FailingPart {
  /**
   * `setup`: before the first command of the workflow. `command` and `action`: a step of it. `post`: what cleans up.
   * `check`: a check in the log of a Sluice run. `plain`: a log without the marks of a runner.
   */
  readonly kind: 'setup' | 'command' | 'action' | 'post' | 'check' | 'plain';
  /** What was run: the command's first line, the action, the check's id. */
  readonly title: string;
  /** The commands of it, where they are known. */
  readonly commands: readonly string[];
  /** What the rules know of it. */
  readonly hits: Hits;
  /** The number of its last line. */
  readonly lastLine: number;
  /** Absent where the log stops before anything says that it failed. */
  readonly end?: PartEnd;
}
