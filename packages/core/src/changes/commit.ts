/** Where the work tree stands. */
export interface Commit {
  readonly sha: string;
  /** Absent on a detached head. */
  readonly branch?: string;
  /** Some file of the repository is not as committed. */
  readonly isDirty: boolean;
}
