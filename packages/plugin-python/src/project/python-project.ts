import type { Ini } from './ini.ts';
import type { LocalPath } from './local-path.ts';
import type { Table } from './table.ts';

/** A requirements file with the files it includes by `-r` and `-c`. Paths are relative to the project. */
export interface RequirementsFile {
  readonly path: string;
  /** PEP 508 lines of this file and of those it includes by `-r`; comments and options are left out. */
  readonly requirements: readonly string[];
  /** Every file that was read for it, itself first. */
  readonly files: readonly string[];
  /** Extras of `-e .[full]`; undefined when the file does not install the project itself. */
  readonly selfExtras?: readonly string[];
  readonly hasHashes: boolean;
  /** Folders that it installs, other than the project's own: `-e ../lib`. */
  readonly paths?: readonly LocalPath[];
  /** Files it includes that are not there. */
  readonly missing: readonly string[];
}

export type LockKind = 'uv' | 'poetry' | 'pylock' | 'pdm';

/** A lock file that was found; read only when an environment is made from it. */
export interface LockFile {
  readonly kind: LockKind;
  /** Relative to the project. */
  readonly path: string;
  /** The project's folder as a lock of its workspace names it; not given: the lock is its own. */
  readonly member?: string;
}

/** What the files of a Python project say. Reading it runs nothing and writes nothing. */
export interface PythonProject {
  /** Absolute. */
  readonly cwd: string;
  /** As the project spells it. */
  readonly name?: string;
  readonly requiresPython?: string;
  /** The parsed `pyproject.toml`. */
  readonly pyproject?: Table;
  readonly setupCfg?: Ini;
  readonly toxIni?: Ini;
  /** `hatchling.build`, `setuptools.build_meta`, …; undefined without a `[build-system]`. */
  readonly buildBackend?: string;
  /** Whether pip can install it: there is a build, and nothing says that it is no package. */
  readonly isInstallable: boolean;
  /** Its build asks git for the version: a clone without tags has none, or a wrong one. */
  readonly hasVersionFromGit: boolean;
  /** PEP 508 requirements of the project itself; empty when only its build knows them. */
  readonly dependencies: readonly string[];
  /** Extra to its PEP 508 requirements. */
  readonly extras: Readonly<Record<string, readonly string[]>>;
  /** Group (PEP 735, poetry, pdm, hatch) to its PEP 508 requirements, `include-group` resolved. */
  readonly groups: Readonly<Record<string, readonly string[]>>;
  /** Folders that it requires by path, in whichever of its files; relative to it. */
  readonly paths: readonly LocalPath[];
  /** The same by uv's table of sources, where a plain requirement names them. */
  readonly sources: readonly LocalPath[];
  /** Distributions that it takes from its workspace (uv): where they are, the workspace says. */
  readonly fromWorkspace: readonly string[];
  readonly requirementsFiles: readonly RequirementsFile[];
  readonly lockFile?: LockFile;
  /** Every file that has a say in the environment, relative, sorted; they are part of its key. */
  readonly files: readonly string[];
  /** Files that could not be read, in words: the environment check is errored with them. */
  readonly problems: readonly string[];
}
