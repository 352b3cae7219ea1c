import type { PersistentCategory, TransientCategory } from '../model/triage.ts';
import type { Tool } from './tool.ts';

interface RuleFacts {
  /** Unique, kebab-case; part of the answer. */
  readonly id: string;
  /** Bounded quantifiers only: a line is up to 2,000 characters of text that somebody else chose. */
  readonly matches: RegExp;
  /** Must be on the same line too. Apart from `matches`, so that neither has to look for the other: that would be slow. */
  readonly and?: RegExp;
  /** On the same line, this makes it no match. */
  readonly unless?: RegExp;
  /** Who says that this line means this. */
  readonly source: string;
  readonly examples: { readonly is: readonly string[]; readonly not: readonly string[] };
}

/** A line that speaks for a cause outside the code. */
export interface TransientRule extends RuleFacts {
  readonly kind: 'transient';
  readonly category: TransientCategory;
  /**
   * `conclusive` decides when nothing speaks against it, in a part that can be one of the tools `by`. `general`: words
   * that anybody may print; they decide only where none of the project's code runs. `supporting` only adds to what
   * another rule found.
   */
  readonly weight: 'conclusive' | 'general' | 'supporting';
  /** Whose own fatal error it is. `runner`: of the host, in any part. */
  readonly by: readonly Tool[] | 'runner' | 'anybody';
  /**
   * Where it counts. `line`: anywhere in what failed. `end`: only among the errors that ended it, and only when no
   * ordinary exit code did. `stop`: only where the log stops, and nothing else says how it ended. `setup`: only before
   * the first command of the workflow. `exit`: the exit code itself.
   */
  readonly where: 'line' | 'end' | 'stop' | 'setup' | 'exit';
  /** Evidence of these categories does not stand against it, for it follows from it. */
  readonly beats?: readonly PersistentCategory[];
  /** Counts also when the line names this machine: a resolver at 127.0.0.53 is no service under test. */
  readonly isLocalToo?: true;
  /** The plugin whose rule it is; `repo` for one of the config. It counts in the reason that a check of it gives, too. */
  readonly ofPlugin?: string;
  /** Programs in whose output it counts, too. */
  readonly programs?: readonly string[];
  /** The one group of `matches` is the exit code that the tool ends with. */
  readonly namesExit?: true;
}

/** A line that speaks for a cause in the code or its configuration. It vetoes `transient`. */
export interface PersistentRule extends RuleFacts {
  readonly kind: 'persistent';
  readonly category: PersistentCategory;
  /**
   * `veto`: a cause. `summary`: only says that there was one ("2 failed").
   */
  readonly weight: 'veto' | 'summary';
  /** May be what a cause outside led to: a test that could not download, a package that was not found for it. */
  readonly mayFollow?: true;
}

/** What a line means. Rules are data: listed in docs/triage.md, each tested by its own examples. */
export type FailureRule = TransientRule | PersistentRule;
