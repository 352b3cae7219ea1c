/** How to run a program. */
export interface ExecOptions {
  /** Default: the check's `cwd`. */
  readonly cwd?: string;
  /** Added to the environment; `undefined` takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Names in `env` whose values the recorded command line does not show. They are masked nowhere else: see `secret`. */
  readonly hidden?: readonly string[];
  /** Written to standard input, which is closed otherwise. */
  readonly input?: string;
  /** Ends this one program, and all it started, after so long. */
  readonly timeoutMs?: number;
  /** How much of each stream is kept in memory, the end of it; the log has all. Default 4 MiB. */
  readonly maxBufferBytes?: number;
  /**
   * `capture` (default) keeps both streams apart in memory, bounded, and in the log.
   * `log` sends both straight to the log: cheapest, and `stdout` and `stderr` come back empty.
   * `private` keeps standard output out of the log, in memory alone: for a program that prints secrets.
   */
  readonly output?: 'capture' | 'log' | 'private';
}

/** What became of a program. Never thrown: an exit code is a fact, and the check knows what it means. */
export interface ExecResult {
  /** Null when it did not end by itself. */
  readonly exitCode: number | null;
  readonly signal?: string;
  readonly timedOut: boolean;
  /** The program could not be started; why, in words. */
  readonly missing?: string;
  readonly stdout: string;
  readonly stderr: string;
  /** True when a stream was longer than `maxBufferBytes` and its beginning is only in the log. */
  readonly truncated?: boolean;
  readonly logPath: string;
  readonly durationMs: number;
}

/** Runs one program: file and arguments apart, never a shell. */
export type Exec = (file: string, args: readonly string[], options?: ExecOptions) => Promise<ExecResult>;

/** One command line of an attempt, so that pasting it reproduces the attempt. */
export interface CommandRecord {
  /** Quoted for a POSIX shell, with the variables it was given in front. */
  readonly line: string;
  readonly cwd: string;
  readonly exitCode: number | null;
  readonly signal?: string;
  readonly timedOut: boolean;
  readonly durationMs: number;
}
