import { readdir, stat } from 'node:fs/promises';
import { arch, platform } from 'node:process';
import { basename, delimiter, dirname, join } from 'node:path';
import { byVersion, isWantedVersion, type Candidate } from './interpreter.ts';

export type Env = Readonly<Record<string, string | undefined>>;

const isWindows = platform === 'win32';

/**
 * Every place where a Python of a version may be, likeliest first: by its full name on PATH, in pyenv's and uv's
 * folders and in the tool cache of `actions/setup-python` (newest patch first), then whatever `python3` and `python`
 * are. With no version: all of them.
 */
export async function candidates(env: Env, version?: string): Promise<Candidate[]> {
  const [named, pyenv, uv, cached, generic] = await Promise.all([
    onPath(env, (name) => isNamed(name, version), 'PATH'),
    inVersions(pyenvVersions(env), version, 'pyenv'),
    inVersions(uvVersions(env), version, 'uv'),
    inToolCache(env, version),
    onPath(env, (name) => /^python3?(?:\.exe)?$/u.test(name), 'PATH'),
  ]);
  const seen = new Set<string>();
  return [...named, ...pyenv, ...uv, ...cached, ...generic].filter(
    ({ path }) => !seen.has(path) && seen.add(path),
  );
}

function isNamed(name: string, version: string | undefined): boolean {
  const found = /^python(3\.\d+)(?:\.exe)?$/u.exec(name)?.[1];
  return (
    found !== undefined && (version === undefined || version === found || version.startsWith(`${found}.`))
  );
}

async function onPath(env: Env, isWanted: (name: string) => boolean, from: string): Promise<Candidate[]> {
  const lists = await Promise.all(
    pathFolders(env).map(async (folder) =>
      (await names(folder)).filter(isWanted).map((name) => ({ path: join(folder, name), from })),
    ),
  );
  return lists.flat();
}

function pathFolders(env: Env): string[] {
  return (env['PATH'] ?? env['Path'] ?? '').split(delimiter).filter((folder) => folder !== '');
}

interface VersionFolder {
  readonly version: string;
  readonly bin: string;
}

/** pyenv's shims fail for versions that are not active, so its folders are looked into. */
async function pyenvVersions(env: Env): Promise<VersionFolder[]> {
  const found = await Promise.all(
    pyenvRoots(env).map(async (root) => {
      const versions = (await names(join(root, 'versions'))).filter((name) => /^\d+\.\d+\.\d+/u.test(name));
      return versions.map((version) => ({ version, bin: join(root, 'versions', version, 'bin') }));
    }),
  );
  return found.flat();
}

/** Shims on PATH lie in pyenv's root, wherever HOME points: a cleared environment keeps PATH and little else. */
function pyenvRoots(env: Env): string[] {
  const home = env['HOME'] ?? env['USERPROFILE'];
  const named = env['PYENV_ROOT'] ?? (home && join(home, '.pyenv'));
  const shims = pathFolders(env).filter((folder) => basename(folder) === 'shims');
  return [...new Set([...(named ? [named] : []), ...shims.map((folder) => dirname(folder))])];
}

async function uvVersions(env: Env): Promise<VersionFolder[]> {
  const home = env['HOME'] ?? env['USERPROFILE'];
  const data = env['XDG_DATA_HOME'] ?? (home && join(home, '.local', 'share'));
  const root = env['UV_PYTHON_INSTALL_DIR'] ?? (data && join(data, 'uv', 'python'));
  if (!root) return [];
  return (await names(root)).flatMap((name) => {
    const version = /^cpython-(\d+\.\d+\.\d+[a-z0-9]*)-/u.exec(name)?.[1];
    return version === undefined
      ? []
      : [{ version, bin: isWindows ? join(root, name) : join(root, name, 'bin') }];
  });
}

async function inVersions(
  folders: Promise<VersionFolder[]>,
  wanted: string | undefined,
  from: string,
): Promise<Candidate[]> {
  return (await folders)
    .filter(({ version }) => wanted === undefined || isWantedVersion(wanted, version))
    .sort((left, right) => byVersion(left.version, right.version))
    .map(({ bin }) => ({ path: join(bin, isWindows ? 'python.exe' : 'python3'), from }));
}

async function inToolCache(env: Env, wanted: string | undefined): Promise<Candidate[]> {
  const roots = [env['RUNNER_TOOL_CACHE'], env['AGENT_TOOLSDIRECTORY'], '/opt/hostedtoolcache'].filter(
    (root) => root !== undefined,
  );
  const found: VersionFolder[] = [];
  for (const root of new Set(roots)) {
    for (const version of await names(join(root, 'Python'))) {
      const folder = join(root, 'Python', version, arch);
      // The action writes this file last; without it an unpacking was cut short.
      if (await exists(`${folder}.complete`))
        found.push({ version, bin: isWindows ? folder : join(folder, 'bin') });
    }
  }
  return inVersions(Promise.resolve(found), wanted, 'tool cache');
}

async function names(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
