import { access, readFile, readdir } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import { findWorkspace } from './find-workspace.ts';
import { parseIni, type Ini } from './ini.ts';
import { tableAt, type Table } from './table.ts';
import { localSources } from './local-sources.ts';
import { readPyproject, type PyprojectFacts } from './read-pyproject.ts';
import { parseRequirement } from './requirement.ts';
import { readRequirementsFile } from './requirements-file.ts';
import type { LockFile, PythonProject, RequirementsFile } from './python-project.ts';

const LOCKS: readonly LockFile[] = [
  { kind: 'uv', path: 'uv.lock' },
  { kind: 'pylock', path: 'pylock.toml' },
  { kind: 'poetry', path: 'poetry.lock' },
  { kind: 'pdm', path: 'pdm.lock' },
];

/**
 * Reads all that a project's files say about its requirements, `named` requirements files included. Never throws: what
 * is unreadable is in `problems`.
 */
export async function readPythonProject(cwd: string, named: readonly string[] = []): Promise<PythonProject> {
  const problems: string[] = [];
  const [pyprojectText, setupCfgText, toxText, setupPy] = await Promise.all(
    ['pyproject.toml', 'setup.cfg', 'tox.ini', 'setup.py'].map((file) => textOf(cwd, file)),
  );
  const pyproject =
    pyprojectText === undefined ? undefined : await parseToml('pyproject.toml', pyprojectText, problems);
  const setupCfg = setupCfgText === undefined ? undefined : parseIni(setupCfgText);
  const facts = readPyproject(pyproject ?? {});
  problems.push(...facts.problems);
  const requirementsFiles = await findRequirementsFiles(cwd, named);
  const lockFile = (await firstExisting(cwd, LOCKS)) ?? (pyproject && (await lockOfWorkspace(cwd)));
  const extras = { ...setupCfgExtras(setupCfg), ...setupPyExtras(setupPy), ...facts.extras };
  const name = facts.name ?? setupCfg?.['metadata']?.['name'];
  const present = [
    ...(pyprojectText === undefined ? [] : ['pyproject.toml']),
    ...(setupCfgText === undefined ? [] : ['setup.cfg']),
    ...(setupPy === undefined ? [] : ['setup.py']),
    ...(lockFile ? [lockFile.path] : []),
    ...requirementsFiles.flatMap((file) => file.files),
  ];
  return {
    cwd,
    ...(name && { name }),
    ...(facts.requiresPython && { requiresPython: facts.requiresPython }),
    ...(pyproject && { pyproject }),
    ...(setupCfg && { setupCfg }),
    ...(toxText !== undefined && { toxIni: parseIni(toxText) }),
    ...(facts.buildBackend && { buildBackend: facts.buildBackend }),
    isInstallable: await isInstallable(cwd, facts, setupCfg, setupPy !== undefined),
    hasVersionFromGit: await hasVersionFromGit(cwd, facts, { setupCfg, setupPy }),
    dependencies: [...facts.dependencies, ...iniLines(setupCfg?.['options']?.['install_requires'])],
    extras,
    groups: facts.groups,
    ...localSources({ pyproject, requirementsFiles, facts, name }),
    requirementsFiles,
    ...(lockFile && { lockFile }),
    files: [...new Set(present)].sort(),
    problems,
  };
}

async function isInstallable(
  cwd: string,
  facts: PyprojectFacts,
  setupCfg: Ini | undefined,
  hasSetupPy: boolean,
) {
  if (facts.isVirtual) return false;
  if (facts.buildBackend !== undefined || hasSetupPy) return true;
  if (setupCfg?.['metadata']?.['name'] !== undefined || setupCfg?.['options'] !== undefined) return true;
  // Metadata without a build is an application's; setuptools can build it only where it finds one place of code.
  return facts.hasProject && (await exists(join(cwd, 'src')));
}

/** One requirement a line; unlike other lists these cannot be split at commas. */
function iniLines(value: string | undefined): string[] {
  return (value ?? '')
    .split('\n')
    .map((line) => line.replace(/(?:^|\s+)#.*$/u, '').trim())
    .filter((line) => line !== '');
}

const GIT_VERSIONS =
  /^(?:setuptools-scm|setuptools-git-versioning|hatch-vcs|versioningit|pbr|poetry-dynamic-versioning)$/u;

/** An sdist carries its version in `PKG-INFO`, which every such build reads first. */
async function hasVersionFromGit(
  cwd: string,
  { pyproject, buildRequires }: PyprojectFacts,
  { setupCfg, setupPy }: { setupCfg: Ini | undefined; setupPy: string | undefined },
): Promise<boolean> {
  if (
    typeof tableAt(pyproject, 'project')['version'] === 'string' ||
    setupCfg?.['metadata']?.['version'] !== undefined
  )
    return false;
  const asks =
    buildRequires.some((line) => GIT_VERSIONS.test(parseRequirement(line)?.name ?? '')) ||
    tableAt(pyproject, 'tool', 'pdm', 'version')['source'] === 'scm' ||
    /\bpbr\s*=\s*True|use_scm_version/u.test(setupPy ?? '');
  return asks && !(await exists(join(cwd, 'PKG-INFO')));
}

async function parseToml(file: string, text: string, problems: string[]): Promise<Table | undefined> {
  const { parse } = await import('smol-toml');
  try {
    return parse(text) as Table;
  } catch (error) {
    problems.push(`${file} cannot be parsed: ${String((error as Error).message).split('\n')[0]}`);
    return undefined;
  }
}

const REQUIREMENTS = /(?:^|[-_.])(?:requirements?|reqs)(?:[-_.].*)?\.txt$/iu;

async function findRequirementsFiles(cwd: string, named: readonly string[]): Promise<RequirementsFile[]> {
  const inRoot = (await readdir(cwd).catch(() => [])).filter((name) => REQUIREMENTS.test(name));
  const folder = (await readdir(join(cwd, 'requirements')).catch(() => [])).filter((name) =>
    name.endsWith('.txt'),
  );
  const paths = [
    ...new Set([...inRoot.sort(), ...folder.sort().map((name) => `requirements/${name}`), ...named]),
  ];
  const files = await Promise.all(paths.map((path) => readRequirementsFile(cwd, path)));
  return files.filter((file) => file !== undefined);
}

/** setuptools' `[options.extras_require]` and pbr's `[extras]`. */
function setupCfgExtras(setupCfg: Ini | undefined): Record<string, string[]> {
  const sections = { ...setupCfg?.['extras'], ...setupCfg?.['options.extras_require'] };
  return Object.fromEntries(Object.entries(sections).map(([name, value]) => [name, iniLines(value)]));
}

/** Only running a `setup.py` tells what it requires; the names of its extras can be read off. */
function setupPyExtras(text: string | undefined): Record<string, string[]> {
  const block = /extras_require\s*=\s*\{([^}]*)\}/su.exec(text ?? '')?.[1] ?? '';
  const names = [...block.matchAll(/["']([\w.-]+)["']\s*:\s*(?:\[([^\]]*)\])?/gu)];
  return Object.fromEntries(
    names.map(([, name = '', list = '']) => [
      name,
      [...list.matchAll(/["']([^"']+)["']/gu)].map(([, line = '']) => line),
    ]),
  );
}

/** A member of uv's workspace has no lock of its own: that of the workspace holds for all. */
async function lockOfWorkspace(cwd: string): Promise<LockFile | undefined> {
  const workspace = await findWorkspace(cwd);
  if (workspace === undefined || ![...workspace.members.values()].includes(resolve(cwd))) return undefined;
  const path = join(workspace.root, 'uv.lock');
  if (!(await exists(path))) return undefined;
  const toPosix = (from: string, to: string): string => relative(from, to).split(sep).join('/');
  return { kind: 'uv', path: toPosix(cwd, path), member: toPosix(workspace.root, cwd) };
}

async function firstExisting(cwd: string, locks: readonly LockFile[]): Promise<LockFile | undefined> {
  for (const lock of locks) if (await exists(join(cwd, lock.path))) return lock;
  return undefined;
}

async function textOf(cwd: string, file: string): Promise<string | undefined> {
  return readFile(join(cwd, file), 'utf8').catch(() => undefined);
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
