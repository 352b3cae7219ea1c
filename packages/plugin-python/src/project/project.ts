import type { Ini } from './ini.ts';
import type { PreCommitHook } from './pre-commit.ts';
import type { DeclaredRequirement } from './declared-requirement.ts';

/** What a project's files say of its tools, read once when the checks are planned. Nothing of it is validated. */
export interface Project {
  /** The parsed `pyproject.toml`; undefined when there is none, or when it does not parse (its tools will say so). */
  readonly pyproject: unknown;
  readonly ini: {
    readonly setupCfg: Ini;
    readonly toxIni: Ini;
    readonly editorconfig: Ini;
    readonly isortCfg: Ini;
    /** `mypy.ini`, else `.mypy.ini`. */
    readonly mypyIni: Ini;
  };
  /** `ruff.toml`, else `.ruff.toml`, with its name. */
  readonly ruffToml?: { readonly file: string; readonly table: unknown };
  readonly hooks: readonly PreCommitHook[];
  /** In order of precedence: requirement files, `pyproject.toml`, `setup.cfg`, `tox.ini`. */
  readonly requirements: readonly DeclaredRequirement[];
  readonly locks: readonly { readonly file: string; readonly versions: ReadonlyMap<string, string> }[];
  /** Files in which `ruff format` is called: `Makefile`, `noxfile.py`, … */
  readonly ruffFormatIn: readonly string[];
  /** Folders of the root that hold an `__init__.py`, and those of `src`; with forward slashes. */
  readonly packages: readonly string[];
  /** Folders no tool may look into: environments inside the tree and Sluice's state; with forward slashes. */
  readonly excluded: readonly string[];
  /** Python files of the root. */
  readonly modules: readonly string[];
  /** Files above the project that configure a tool for it, relative to it: named to the tools that may not look there. */
  readonly above?: { readonly black?: string; readonly mypy?: string };
}
