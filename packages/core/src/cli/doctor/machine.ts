import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { arch } from 'node:process';
import { basename, delimiter, join } from 'node:path';

type Env = Readonly<Record<string, string | undefined>>;

/** A Python on this machine, told by its name alone: nothing was run. */
export interface FoundPython {
  /** `3.12`. */
  readonly minor: string;
  readonly path: string;
  /** `PATH`, `pyenv`, `uv`, `tool cache`. */
  readonly from: string;
}

/** Pythons and uv, in the places where plugin-python looks for them. Nothing is run. */
export function findMachine(env: Env): { readonly interpreters: readonly string[]; readonly hasUv: boolean } {
  return {
    interpreters: [...new Set(findPythons(env).map(({ minor }) => minor))],
    hasUv: findOnPath(env, 'uv') !== undefined,
  };
}

/** Every Python, the likeliest first for each minor version; sorted by version. */
export function findPythons(env: Env): readonly FoundPython[] {
  const found = [...onPath(env), ...inPyenv(env), ...inUv(env), ...inToolCache(env)];
  const seen = new Set<string>();
  const distinct = found.filter(({ path }) => {
    const real = realPath(path);
    return real !== undefined && !seen.has(real) && seen.add(real);
  });
  return distinct.toSorted((left, right) => Number(left.minor.slice(2)) - Number(right.minor.slice(2)));
}

/** The first file of that name on PATH. */
export function findOnPath(env: Env, name: string): string | undefined {
  const names = process.platform === 'win32' ? [`${name}.exe`, `${name}.cmd`] : [name];
  return pathFolders(env)
    .flatMap((folder) => names.map((one) => join(folder, one)))
    .find((file) => existsSync(file));
}

function pathFolders(env: Env): readonly string[] {
  return (env['PATH'] ?? env['Path'] ?? '').split(delimiter).filter((folder) => folder !== '');
}

function onPath(env: Env): readonly FoundPython[] {
  // pyenv's shims are there for every version, and fail for those that are not active.
  const folders = pathFolders(env).filter((folder) => basename(folder) !== 'shims');
  return folders.flatMap((folder) =>
    names(folder).flatMap((name) => {
      const path = join(folder, name);
      const own = /^python(3\.\d+)(?:\.exe)?$/u.exec(name)?.[1];
      // `python3` says its version only by what it leads to.
      const minor =
        own ??
        (/^python3?$/u.test(name)
          ? /^python(3\.\d+)$/u.exec(basename(realPath(path) ?? ''))?.[1]
          : undefined);
      return minor === undefined ? [] : [{ minor, path, from: 'PATH' }];
    }),
  );
}

function inPyenv(env: Env): readonly FoundPython[] {
  const home = env['HOME'] ?? env['USERPROFILE'];
  const root = env['PYENV_ROOT'] ?? (home && join(home, '.pyenv'));
  if (!root) return [];
  return names(join(root, 'versions')).flatMap((name) =>
    pythonIn({ version: name, bin: join(root, 'versions', name, 'bin'), from: 'pyenv' }),
  );
}

function inUv(env: Env): readonly FoundPython[] {
  const home = env['HOME'] ?? env['USERPROFILE'];
  const data = env['XDG_DATA_HOME'] ?? (home && join(home, '.local', 'share'));
  const root = env['UV_PYTHON_INSTALL_DIR'] ?? (data && join(data, 'uv', 'python'));
  if (!root) return [];
  return names(root).flatMap((name) => {
    const version = /^cpython-(\d+\.\d+\.\d+[a-z0-9]*)-/u.exec(name)?.[1] ?? '';
    return pythonIn({
      version,
      bin: process.platform === 'win32' ? join(root, name) : join(root, name, 'bin'),
      from: 'uv',
    });
  });
}

function inToolCache(env: Env): readonly FoundPython[] {
  const roots = [env['RUNNER_TOOL_CACHE'], env['AGENT_TOOLSDIRECTORY'], '/opt/hostedtoolcache'].filter(
    (root) => root !== undefined,
  );
  return [...new Set(roots)].flatMap((root) =>
    names(join(root, 'Python')).flatMap((version) => {
      const folder = join(root, 'Python', version, arch);
      // The action writes this file last; without it an unpacking was cut short.
      return existsSync(`${folder}.complete`)
        ? pythonIn({ version, bin: join(folder, 'bin'), from: 'tool cache' })
        : [];
    }),
  );
}

function pythonIn({
  version,
  bin,
  from,
}: {
  readonly version: string;
  readonly bin: string;
  readonly from: string;
}): readonly FoundPython[] {
  const minor = /^(3\.\d+)\.\d+[a-z0-9]*$/u.exec(version)?.[1];
  const path = join(bin, process.platform === 'win32' ? 'python.exe' : 'python3');
  return minor !== undefined && existsSync(path) ? [{ minor, path, from }] : [];
}

function names(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function realPath(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}
