/** Where the work tree stands. */
export interface Commit {
  readonly sha: string;
  /** Absent on a detached head. */
  readonly branch?: string;
  /** Something in the config's folder is not as committed. */
  readonly isDirty: boolean;
}
