/** The programs that this plugin installs by itself. */
export type ToolName = 'hadolint';

/** A version and what it takes to install it. */
export interface ToolPin {
  readonly version: string;
  /** What it is called on PyPI. */
  readonly package: string;
  /** Lines of a requirements file with all hashes: the whole closure. */
  readonly requirements: readonly string[];
}
