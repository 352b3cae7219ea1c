import type { Check } from '@sluice/core';
import type { ConfigAbove } from '../project/config-above.ts';
import type { Project } from '../project/project.ts';
import { valueAt } from '../project/table.ts';
import type { ScopedOptions } from '../projects/find-scopes.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** What decides about the checks of a project and stands in no option and in none of their inputs. */
export interface Surroundings {
  readonly project: Project;
  readonly env: Env;
  readonly above: ConfigAbove;
  /** What is told apart between the projects of a monorepo, from their files. */
  readonly scoped: ScopedOptions;
}

/** Variables that the tools themselves read. */
const OF_TOOLS =
  /^(?:BLACK|ISORT|RUFF|MYPY|PYTHON)|^(?:MYPYPATH|SOURCE_DATE_EPOCH|XDG_CONFIG_HOME|LANG|LC_ALL|LC_CTYPE)$/u;

/**
 * Variables that are another in each terminal, or in each run of a CI system, and that no test's result is about. All
 * others count for tests: nobody can say which of them a test reads.
 */
const VOLATILE =
  /^(?:_|PWD|OLDPWD|SHLVL|PPID|TERM|TERM_.*|TERMINAL.*|COLORTERM|COLUMNS|LINES|WINDOWID|DISPLAY|WAYLAND_DISPLAY|SHELL|PS1|PROMPT.*|HIST.*|LESS.*|PAGER|EDITOR|VISUAL|MAIL|LS_COLORS|TMUX.*|STY|SSH_.*|GPG_.*|DBUS_.*|XDG_.*|GNOME_.*|KDE_.*|DESKTOP_.*|SESSION_.*|KONSOLE_.*|ITERM_.*|VSCODE_.*|JETBRAINS_.*|INVOCATION_ID|JOURNAL_STREAM|SYSTEMD_.*|LOGNAME|USER|USERNAME|HOSTNAME|NO_COLOR|FORCE_COLOR|CLICOLOR.*|npm_.*|NPM_.*|PNPM_.*|INIT_CWD|NODE|NODE_.*|NVM_.*|VIRTUAL_ENV.*|CONDA_.*|UV_.*|PIP_.*|SLUICE_.*|GITHUB_.*|RUNNER_.*|ACTIONS_.*|ImageOS|ImageVersion|AGENT_.*|PATH|MANPATH|INFOPATH|TMPDIR|TEMP|TMP)$/u;

/** Kept although the rule above would drop them: code asks them whether it runs in CI. */
const TELLING = new Set(['GITHUB_ACTIONS']);

/**
 * What git ignores and code reads all the same: generated modules, wherever they lie, and the variables of a laptop. None
 * of it by the names of folders that are here: the plan must be the same on every machine.
 */
const GENERATED = ['**/*.py', '**/*.pyi', '.env*'];

/** Checks of a tool that looks at code, and what of the options is that tool's. */
const LINTERS: Readonly<Record<string, 'black' | 'isort' | 'ruff' | 'ruffFormat' | 'mypy'>> = {
  'python/black': 'black',
  'python/isort': 'isort',
  'python/ruff': 'ruff',
  'python/ruff-format': 'ruffFormat',
  'python/mypy': 'mypy',
};

/**
 * Lets a check reuse an earlier result, with all that this result depends on. Others of the plugin stay as they are:
 * they look at the clock or at earlier runs, or make what the others need.
 */
export function reusable(check: Check, surroundings: Surroundings): Check {
  const { env, scoped } = surroundings;
  const names = Object.keys(env).toSorted();
  const tool = LINTERS[check.id];
  if (tool !== undefined) {
    const { project, above } = surroundings;
    return {
      ...check,
      cache: !above.isOpen && !namesFileOutside(project),
      env: [...(check.env ?? []), ...names.filter((name) => OF_TOOLS.test(name))],
      inputs: [...(check.inputs ?? ['**']), ...lintInputs(tool, surroundings)],
      keyedBy: { project: plain(project), scoped: plain(scoped), above: above.files },
    };
  }
  if (check.id !== 'python/pytest') return check;
  return {
    ...check,
    cache: true,
    keyedBy: { scoped: plain(scoped) },
    inputs: [...(check.inputs ?? ['**', '../**']), ...GENERATED],
    env: [...(check.env ?? []), ...names.filter((name) => TELLING.has(name) || !VOLATILE.test(name))],
  };
}

/**
 * isort takes any file for Python whose first line says so, and MyPy follows imports, both into what git ignores. The
 * others look at files by their endings, unless they are told otherwise.
 */
function lintInputs(tool: (typeof LINTERS)[string], { project, scoped }: Surroundings): readonly string[] {
  if (tool === 'isort' || tool === 'mypy') return ['**', ...GENERATED];
  const own = scoped.options[tool];
  const paths = scoped.options.paths ?? (own === false ? undefined : own.paths);
  const isTold = (own !== false && own.args.length > 0) || paths !== undefined || choosesFiles(project);
  return isTold ? ['**'] : [];
}

/** Settings that take in files of other names, or read further ones. */
function choosesFiles({ pyproject, ruffToml }: Project): boolean {
  const tools = plain([valueAt(pyproject, 'tool', 'black'), valueAt(pyproject, 'tool', 'ruff'), ruffToml]);
  return /"(?:extend|include|extend-include|extension)":/u.test(JSON.stringify(tools));
}

/** Ruff's `extend` may name any file; one outside of the project is no input, and may change unseen. */
function namesFileOutside({ pyproject, ruffToml }: Project): boolean {
  return /"extend":"(?:\.\.\/|\/|~)/u.test(JSON.stringify(plain({ pyproject, ruffToml })));
}

/** The facts as data: versions of lock files are kept as maps, numbers of TOML may be large. */
function plain(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value ?? null, (_key, item: unknown) => {
      if (item instanceof Map) return [...item];
      return typeof item === 'bigint' ? `${item}n` : item;
    }),
  ) as unknown;
}
