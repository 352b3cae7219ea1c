import type { Check } from '@sluice/core';
import type { Project } from '../project/project.ts';
import type { ScopedOptions } from '../projects/find-scopes.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** What decides about the checks of a project and stands in no option and in none of their inputs. */
export interface Surroundings {
  readonly project: Project;
  readonly env: Env;
  /** Settings outside of the project: see `config-above.ts`. */
  readonly above: Readonly<Record<string, string>>;
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

/** What a generated module has for a name, ignored by git and imported all the same. */
const GENERATED = ['**/*.py', '**/*.pyi'];

const LINTERS = new Set(['python/black', 'python/isort', 'python/ruff', 'python/ruff-format', 'python/mypy']);

/**
 * Lets a check reuse an earlier result, with all that this result depends on. Others of the plugin stay as they are:
 * they look at the clock or at earlier runs, or make what the others need.
 */
export function reusable(check: Check, { project, env, above, scoped }: Surroundings): Check {
  const names = Object.keys(env).toSorted();
  if (LINTERS.has(check.id)) {
    return {
      ...check,
      cache: !namesFileOutside(project),
      env: [...(check.env ?? []), ...names.filter((name) => OF_TOOLS.test(name))],
      keyedBy: { project: plain(project), scoped: plain(scoped), above },
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
