/** The tools that are installed apart from the project, one folder each. */
export type ToolName = 'black' | 'isort' | 'mypy' | 'ruff';

/** A default version and what it takes to install it. */
export interface ToolPin {
  readonly version: string;
  /** Stable releases, oldest first, separated by spaces: what a range of the project's is resolved against. */
  readonly releases: string;
  /** Lines of a requirements file with all hashes: the whole closure. */
  readonly requirements: readonly string[];
}
