import type { Finding } from '../model/finding.ts';
import type { CheckResult } from '../model/result.ts';
import type { Objection } from '../model/verdict.ts';

/** What `explain` found out about a blocked run, as a plain value: this room decides nothing and asks no other room. */
export interface Explanation {
  /** The smallest set of changes that flips the verdict, one sentence each. */
  readonly flips: readonly string[];
  /** True when the flip was verified by applying it and deciding again. */
  readonly checked: boolean;
  /** What counts against each blocking objection, found by its rule and check. */
  readonly blocks?: readonly ExplainedBlock[];
}

/** The evidence of one blocking objection. */
export interface ExplainedBlock {
  readonly objection: Pick<Objection, 'rule' | 'checkId'>;
  /** Most telling first. */
  readonly evidence: readonly Finding[];
  /** How many more there are. */
  readonly more: number;
  /** What `sluice waive` takes to accept it; absent where nothing can be accepted. */
  readonly waive?: string;
}

/** What a drawn report may use besides the report itself. */
export interface ViewOptions {
  readonly explanation?: Explanation;
  /** Whether `sluice fix` has a fixer for the check with this id. Default: some finding of it says it is fixable. */
  readonly hasFix?: (checkId: string) => boolean;
  /**
   * The run folder that the logs of a result are in, absolute; undefined where it is not known. Not given: no log is
   * read, and a report that shows logs says where they are.
   */
  readonly logFolder?: (result: CheckResult) => string | undefined;
  /** How the reader calls Sluice: `sluice`, `npx sluice`. Default `sluice`. */
  readonly program?: string;
}
