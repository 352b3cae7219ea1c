/** What a page shows of a log: some lines of it, and how much there is. */
export interface LogExcerpt {
  readonly bytes: number;
  /** How many lines the log has. */
  readonly lines: number;
  /** In order; between two of them lines are left out. */
  readonly parts: readonly LogPart[];
}

export interface LogPart {
  /** The number of the first line, from 1. */
  readonly from: number;
  readonly lines: readonly string[];
}

/** A log, or in words why it is not in the page. */
export type ShownLog = LogExcerpt | { readonly missing: string };
