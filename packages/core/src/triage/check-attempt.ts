import type { Conclusion } from '../model/conclusion.ts';
import type { CommandRecord } from '../model/exec.ts';
import type { Finding } from '../model/finding.ts';

/** What Sluice itself knows of an attempt that failed: nothing that the attempt prints can change it. */
export interface CheckAttempt {
  /** The check's id, with or without its cell. */
  readonly id: string;
  /** What the attempt came to. */
  readonly conclusion: Exclude<Conclusion, 'success' | 'skipped'>;
  /** The check's own words, where it could not do its work. */
  readonly reason?: string;
  /** Those that count. */
  readonly findings: readonly Pick<Finding, 'kind' | 'region' | 'location'>[];
  /** In the order in which they ended. */
  readonly commands: readonly Pick<CommandRecord, 'line' | 'exitCode' | 'timedOut'>[];
  /** The folder of the code under test, absolute: a program in it is the project's own, whatever its name. */
  readonly cwd: string;
  /** Where Sluice keeps what it installed, absolute: programs in it are not. */
  readonly stateDir: string;
}
