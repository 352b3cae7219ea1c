import type { RunEvent } from '../model/event.ts';
import type { FormatRequest } from '../report/formats.ts';
import type { Host } from '../model/host.ts';

/** What a run, or a plan, is asked for. Everything but `cwd` has a default. */
export interface RunOptions {
  /** The config's folder, absolute: all paths of the config are relative to it. */
  readonly cwd: string;
  /** Cancels: running checks are ended with all they started, and the report is still written. */
  readonly signal?: AbortSignal;
  /** Ids or globs; none means all checks. */
  readonly ids?: readonly string[];
  readonly skip?: readonly string[];
  /** No path filter: everything counts as changed. */
  readonly all?: boolean;
  /** The commit to compare with. */
  readonly base?: string;
  /** Places to run checks in. Default: the number of processors. */
  readonly jobs?: number;
  readonly failFast?: boolean;
  /** Reuse no earlier result. Results of this run are kept for later ones all the same. */
  readonly noCache?: boolean;
  /**
   * The file that the config is from, absolute: by its content the cache tells the checks that are written in it. Not
   * given: they run every time.
   */
  readonly configFile?: string;
  /** Further formats of the report, and the files to write them to (relative to `cwd`). */
  readonly formats?: readonly FormatRequest[];
  /** Live events, in order. A throw is swallowed. */
  readonly onEvent?: (event: RunEvent) => void;
  /** Hash of the plan that must be executed, and the file that says so. */
  readonly expectedPlan?: { readonly hash: string; readonly file: string };
  /** Plan without holding the plan against the lock, for `sluice lock` itself. */
  readonly ignoreLock?: boolean;
  /** How long a check has to end after it was asked to. Default 5 s. */
  readonly graceMs?: number;
  /** How long one tap may take. Default 60 s. */
  readonly hookTimeoutMs?: number;
}

/** The same with the host that the process gives. */
export interface EngineOptions extends RunOptions {
  readonly host: Host;
}
