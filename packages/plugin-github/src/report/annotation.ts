/** A finding drawn on a diff, in the words of the Checks API. */
export interface Annotation {
  /** From the root of the repository. */
  readonly path: string;
  readonly start_line: number;
  readonly end_line: number;
  readonly start_column?: number;
  readonly end_column?: number;
  readonly annotation_level: 'failure' | 'warning' | 'notice';
  readonly title: string;
  readonly message: string;
}
