import { readdir } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';

export type Env = Readonly<Record<string, string | undefined>>;

/** A Python that is installed here, by what its file is called; it was not run. */
export interface Interpreter {
  readonly path: string;
  /** `3.12`. */
  readonly minor: string;
}

/**
 * The Pythons of this machine, newest first: by full name on PATH, in pyenv's and uv's folders and in the tool cache of
 * `actions/setup-python`. pyenv's shims are passed over: they fail for a version that is not switched on.
 */
export async function interpreters(env: Env): Promise<readonly Interpreter[]> {
  const home = env['HOME'] ?? '';
  const pyenv = join(env['PYENV_ROOT'] ?? join(home, '.pyenv'), 'versions');
  const uv =
    env['UV_PYTHON_INSTALL_DIR'] ?? join(env['XDG_DATA_HOME'] ?? join(home, '.local/share'), 'uv/python');
  const cache = join(env['RUNNER_TOOL_CACHE'] ?? '/opt/hostedtoolcache', 'Python');
  const found = await Promise.all([
    onPath(env['PATH'] ?? ''),
    below(pyenv, 'bin'),
    below(uv, 'bin'),
    below(cache, join(archOf(), 'bin')),
  ]);
  return found.flat().toSorted((a, b) => minorOf(b.minor) - minorOf(a.minor));
}

/** 12 of `3.12`, for comparing. */
export function minorOf(version: string): number {
  return Number(/^3\.(\d+)/u.exec(version)?.[1] ?? -1);
}

async function onPath(path: string): Promise<readonly Interpreter[]> {
  const folders = path.split(delimiter).filter((folder) => isAbsolute(folder) && !folder.endsWith('/shims'));
  const found = await Promise.all([...new Set(folders)].map((folder) => named(folder)));
  return found.flat();
}

/** `<folder>/<3.12.4 or cpython-3.12.4-…>/<bin>/python3.12`. */
async function below(folder: string, bin: string): Promise<readonly Interpreter[]> {
  const versions = (await namesIn(folder)).filter((name) => /^(?:cpython-)?3\.\d+/u.test(name));
  const found = await Promise.all(
    versions
      .toSorted()
      .toReversed()
      .map((name) => named(join(folder, name, bin))),
  );
  return found.flat();
}

async function named(folder: string): Promise<readonly Interpreter[]> {
  return (await namesIn(folder)).flatMap((name) => {
    const minor = /^python(3\.\d+)$/u.exec(name)?.[1];
    return minor === undefined ? [] : [{ path: join(folder, name), minor }];
  });
}

async function namesIn(folder: string): Promise<readonly string[]> {
  return readdir(folder).catch(() => []);
}

function archOf(): string {
  return process.arch;
}
