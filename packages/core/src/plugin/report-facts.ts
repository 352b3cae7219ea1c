import type { Scope } from '../model/check.ts';
import type { FindingInput } from '../model/finding.ts';

/** What a command's report says, in the words of a check. */
export interface CommandFacts {
  readonly findings: readonly FindingInput[];
  readonly metrics: Readonly<Record<string, number>>;
  readonly scope?: Scope;
  readonly summary: string;
}

/** Facts, or why the report is no evidence. */
export type ReadReport = CommandFacts | { readonly fault: string };

/** How a report is read: whose it is, and from where its paths count. */
export interface ReportSubject {
  /** The command's name. */
  readonly name: string;
  /** Folder of relative paths in the report, absolute. */
  readonly cwd: string;
  /** The config's folder, absolute: paths in findings are relative to it. */
  readonly root: string;
}
