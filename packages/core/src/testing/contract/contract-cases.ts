import type { HistoryEntry, Provides } from '../../model/check.ts';
import type { Plugin } from '../../plugin/plugin.ts';
import type { ProgramScript } from '../script-program.ts';

/** One conformance case, for any test runner: `for (const { name, run } of …) it(name, run)`. */
export interface ContractCase {
  readonly name: string;
  /** Rejects with an Error that says what the plugin did and what to do, when it does not hold. */
  readonly run: () => Promise<void>;
}

/** Where scripted programs will run, for output that names files or lines. */
export interface ProgramsAt {
  /** The workspace, absolute. */
  readonly cwd: string;
  /** How many blank lines were put on top of the files that findings are in: add it to every line number. */
  readonly movedBy: number;
}

/** One check of the plugin to drive. */
export interface ContractCheck {
  /** `python/ruff`, or with a cell `python/pytest@3.12`. Without one, the first cell is driven. */
  readonly id: string;
  /** What its programs say when all is well and there is something to find. Not given: the real ones are run. */
  readonly programs?: (at: ProgramsAt) => readonly ProgramScript[];
  /**
   * Programs that it cannot do without, which are made missing and made to print garbage. Default: its `tools` and
   * its scripted programs. `[]`: it runs none, or can do without.
   */
  readonly needsPrograms?: readonly string[];
  /** What the checks that it needs would hand over. */
  readonly provides?: (at: ProgramsAt) => Provides;
  /** What earlier runs measured, newest first. */
  readonly history?: readonly HistoryEntry[];
  /** Further files of the workspace, for this check alone. */
  readonly files?: Readonly<Record<string, string>>;
  /** False for a check that has nothing to find, such as one that makes an environment. Default true. */
  readonly finds?: boolean;
  /** `exit-code`: it reads no output, so garbage says nothing to it. Default `output`. */
  readonly judgesBy?: 'output' | 'exit-code';
  /** Secrets that its files or its programs' output hold. A check that reports secrets has to be given one. */
  readonly secrets?: readonly string[];
}

/** What the kit cannot know of a plugin. */
export interface ContractCases {
  /** Options that hold. Default: none. */
  readonly options?: Readonly<Record<string, unknown>>;
  /** A workspace in which the plugin adds its checks, and in which they find something. */
  readonly files: Readonly<Record<string, string>>;
  /** Added to the environment, beside the system's PATH. */
  readonly env?: Readonly<Record<string, string>>;
  readonly checks: readonly ContractCheck[];
  /** Checks that are not driven, by id, and why: every check of the plugin is in one of the two. */
  readonly notDriven?: Readonly<Record<string, string>>;
  /** How long a check may take to end after it was asked to. Default 2 s. */
  readonly graceMs?: number;
}

/** What `definePlugin` returns, as far as the kit calls it. */
export type AnyPluginFactory = (options: never) => Plugin;

/** A plugin and what to know of it. */
export interface Subject {
  readonly plugin: AnyPluginFactory;
  readonly cases: ContractCases;
}
