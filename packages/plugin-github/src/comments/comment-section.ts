/** Who may write into the comment, in the order in which their sections stand. */
export const SECTION_NAMES = ['auto-rerun', 'report'] as const;

/** The run that a section tells of. */
export interface RunStamp {
  readonly runId: number;
  readonly attempt: number;
  /** The tip of the branch that was looked at. */
  readonly headSha: string;
}

/** What one writer says in the comment of a pull request. */
export interface CommentSection {
  readonly name: (typeof SECTION_NAMES)[number];
  /** GitHub markdown. What came from tools, tests and files in it is escaped already. */
  readonly text: string;
  readonly run: RunStamp;
}
