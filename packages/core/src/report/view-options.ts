import type { Finding } from '../model/finding.ts';

/** What `explain` found out about a blocked run, as a plain value: this room decides nothing and asks no other room. */
export interface Explanation {
  /** The smallest set of changes that flips the verdict, one sentence each. */
  readonly flips: readonly string[];
  /** True when the flip was verified by applying it and deciding again. */
  readonly checked: boolean;
  /** Findings behind a limit over several checks, by its rule. */
  readonly evidence?: Readonly<Record<string, readonly Finding[]>>;
}

/** What a drawn report may use besides the report itself. */
export interface ViewOptions {
  readonly explanation?: Explanation;
  /** Whether `sluice fix` has a fixer for the check with this id. Default: some finding of it says it is fixable. */
  readonly hasFix?: (checkId: string) => boolean;
  /** How the reader calls Sluice: `sluice`, `npx sluice`. Default `sluice`. */
  readonly program?: string;
}
