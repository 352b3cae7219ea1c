/** A check that takes the place of what a workflow calls. */
export interface Stand {
  readonly check: string;
  readonly call: RegExp;
  /** Where a failure of the check does not block. */
  readonly level?: 'informational';
  /** What the environments of tox, the sessions of nox or the targets of make are called that do the same. */
  readonly environment?: RegExp;
  /** Hooks of pre-commit that do the same. */
  readonly hooks?: readonly string[];
}
