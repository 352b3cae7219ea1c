/** What a linter said, whichever it was. */
export interface LintReport {
  /** How many files it looked at. */
  readonly files: number;
  readonly messages: readonly LintMessage[];
}

export interface LintMessage {
  readonly rule: string;
  readonly message: string;
  readonly path: string;
  readonly line?: number | undefined;
  readonly column?: number | undefined;
  readonly isError: boolean;
  readonly url?: string | undefined;
  readonly fixable?: boolean | undefined;
}
