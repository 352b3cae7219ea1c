/**
 * A program that a check runs, at an exact version. Looked for in the config's `tools`, the project's environment
 * and PATH; accepted only at `version` (the lock's version first, where it names one); else installed once into
 * `.sluice/tools/`; else the check is `errored` with both versions and how to install.
 */
export interface ToolSpec {
  /** The executable's name: `ruff`. */
  readonly name: string;
  /** The exact version: what the project pins, else the plugin's pin. */
  readonly version: string;
  /** What fixed the version: the project's file (`uv.lock`), or the plugin's default. */
  readonly versionFrom?: string;
  /** True when the project itself pins it: the lock then says nothing of it. */
  readonly isPinnedByProject?: boolean;
  /** Arguments that print the version. Default `['--version']`. */
  readonly versionArgs?: readonly string[];
  /** Folders relative to the config's folder looked into before PATH: `.venv/bin`. */
  readonly searchIn?: readonly string[];
  readonly install?: ToolInstall;
}

/** How a tool is installed when it was not found. */
export interface ToolInstall {
  readonly from: 'pypi';
  readonly package: string;
  /**
   * Lines of a pip requirements file, with `--hash`; the whole closure. Empty for a version that the project pins
   * itself: then `package==version` is installed, and its hashes are the project's affair.
   */
  readonly requirements: readonly string[];
  /** Interpreter to install under, absolute or on PATH; default `python3`. */
  readonly python?: string;
}
