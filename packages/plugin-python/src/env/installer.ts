import { join } from 'node:path';
import type { Exec, ExecResult } from '@sluice/core';
import type { Env } from './candidates.ts';
import { pythonIn } from './environment-paths.ts';
import type { Interpreter } from './interpreter.ts';
import type { InstallArgument, InstallStep } from './plan-install.ts';

/** Makes environments and installs into them: uv, or the interpreter's own venv and pip. */
export interface Installer {
  readonly name: 'uv' | 'pip';
  readonly create: (folder: string) => Promise<ExecResult>;
  readonly install: (
    folder: string,
    step: InstallStep,
    env: Readonly<Record<string, string>>,
  ) => Promise<ExecResult>;
}

interface InstallerPort {
  readonly exec: Exec;
  readonly env: Env;
  readonly interpreter: Interpreter;
  /** Where the files of the plan are, given the environment's folder. */
  readonly planFile: (folder: string, name: string) => string;
}

/** Variables that would send an installation elsewhere, or leave traces in the work tree. */
const QUIET: Readonly<Record<string, string | undefined>> = {
  PYTHONPATH: undefined,
  PYTHONHOME: undefined,
  VIRTUAL_ENV: undefined,
  CONDA_PREFIX: undefined,
  PIP_USER: undefined,
  PIP_TARGET: undefined,
  PIP_PREFIX: undefined,
  PIP_REQUIRE_VIRTUALENV: undefined,
  PIP_NO_INPUT: '1',
  PIP_DISABLE_PIP_VERSION_CHECK: '1',
  PYTHONDONTWRITEBYTECODE: '1',
  // pbr writes these two files into the work tree otherwise.
  SKIP_GENERATE_AUTHORS: '1',
  SKIP_WRITE_GIT_CHANGELOG: '1',
};

/** uv where it is on PATH, else the interpreter's own tools. */
export async function chooseInstaller(port: InstallerPort): Promise<Installer> {
  const uv = await port.exec('uv', ['--version']);
  return uv.exitCode === 0 ? uvInstaller(port) : pipInstaller(port);
}

export function pipInstaller({ exec, interpreter, planFile }: InstallerPort): Installer {
  return {
    name: 'pip',
    create: (folder) => exec(interpreter.path, ['-I', '-m', 'venv', folder], { env: QUIET }),
    install: (folder, step, env) =>
      exec(
        pythonIn(folder),
        // `--use-pep517`: without it an older pip runs `setup.py develop`, which writes into the work tree.
        [
          '-m',
          'pip',
          'install',
          '--progress-bar',
          'off',
          '--no-color',
          '--use-pep517',
          '--no-warn-script-location',
          // pip reads no table of sources: given, a folder is what the project requires by its name.
          ...step.args.flatMap((one) =>
            resolved(one, { folder, planFile, toLocal: (at) => ['-e', at], toCopied: () => [] }),
          ),
        ],
        { env: { ...QUIET, ...env } },
      ),
  };
}

function uvInstaller({ exec, env, interpreter, planFile }: InstallerPort): Installer {
  const uvEnv = { ...QUIET, ...indexVariables(env), UV_PYTHON_DOWNLOADS: 'never', UV_NO_PROGRESS: '1' };
  return {
    name: 'uv',
    // Seeded with pip, as `python -m venv` does: tests and tools may call it.
    create: (folder) =>
      exec('uv', ['venv', '--seed', '--no-project', '--python', interpreter.path, folder], { env: uvEnv }),
    install: (folder, step, extra) => {
      // uv finds folders itself, and takes one that is given in another way than the sources say for a contradiction.
      const args = step.args.flatMap((one) =>
        resolved(one, { folder, planFile, toLocal: () => [], toCopied: refreshed }),
      );
      // With hashes for everything, an index that is asked first cannot slip in another package.
      const strategy = args.includes('--extra-index-url') ? ['--index-strategy', 'unsafe-best-match'] : [];
      return exec('uv', ['pip', 'install', '--python', pythonIn(folder), ...strategy, ...args], {
        env: { ...uvEnv, ...extra },
      });
    },
  };
}

/** What pip is told by variables, uv must be told by its own. */
function indexVariables(env: Env): Record<string, string> {
  const pairs: readonly (readonly [string, string, string?])[] = [
    ['PIP_INDEX_URL', 'UV_DEFAULT_INDEX', 'UV_INDEX_URL'],
    ['PIP_EXTRA_INDEX_URL', 'UV_INDEX', 'UV_EXTRA_INDEX_URL'],
    ['PIP_FIND_LINKS', 'UV_FIND_LINKS'],
    ['PIP_CERT', 'SSL_CERT_FILE'],
  ];
  return Object.fromEntries(
    pairs.flatMap(([from, to, older]) => {
      const value = env[from];
      return value === undefined || env[to] !== undefined || (older && env[older] !== undefined)
        ? []
        : [[to, value]];
    }),
  );
}

/** uv keeps what it built of a folder as long as its pyproject.toml is the same, whatever became of the code. */
function refreshed(name: string): readonly string[] {
  return name === '' ? ['--refresh'] : ['--refresh-package', name];
}

function resolved(
  argument: InstallArgument,
  {
    folder,
    planFile,
    toLocal,
    toCopied,
  }: Pick<InstallerPort, 'planFile'> & {
    readonly folder: string;
    readonly toLocal: (path: string) => readonly string[];
    readonly toCopied: (name: string) => readonly string[];
  },
): readonly string[] {
  if (typeof argument === 'string') return [argument];
  if ('file' in argument) return [planFile(folder, argument.file)];
  return 'folder' in argument ? toLocal(argument.folder) : toCopied(argument.copied);
}

/**
 * setuptools puts `build` and `*.egg-info` into the work tree, even for an editable install; a configuration of its own
 * sends them elsewhere. Other builders do not read it.
 */
export function distributionConfig(folder: string): string {
  const aside = join(folder, 'setuptools');
  return `[egg_info]\negg_base = ${aside}\n[build]\nbuild_base = ${join(aside, 'build')}\n`;
}
