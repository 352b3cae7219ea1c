import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pyprojectRequirements, readLines, setupCfgRequirements, toxRequirements } from './declared.ts';
import { excludedFolders } from './excluded-folders.ts';
import { parseIni, type Ini } from './ini.ts';
import { lockedVersions } from './locked.ts';
import { findPackages } from './packages.ts';
import { preCommitHooks } from './pre-commit.ts';
import type { Project } from './project.ts';
import type { PythonProject } from './python-project.ts';
import { readPythonProject } from './read-python-project.ts';
import type { DeclaredRequirement } from './declared-requirement.ts';
import { valueAt } from './table.ts';

const LOCK_FILES = ['uv.lock', 'poetry.lock', 'pdm.lock', 'pylock.toml'];

/** Where a project writes down how it formats, besides configuration: scripts of its own. */
const SCRIPT_FILES = [
  'tox.ini',
  'noxfile.py',
  'Makefile',
  'makefile',
  'justfile',
  'Justfile',
  'Taskfile.yml',
  'tasks.py',
];

const SCRIPT_FOLDERS = ['scripts', '.github/workflows'];

/**
 * Reads a project's own files, and only reads. A file that is missing or does not parse counts as empty here: the
 * tool it configures refuses it with better words than a second reader could find. `python` is what was read of it
 * already.
 */
export async function readProject(
  cwd: string,
  stateFolder?: string,
  python?: PythonProject,
): Promise<Project> {
  const { pyproject, setupCfg = {}, toxIni = {} } = python ?? (await readPythonProject(cwd));
  const [editorconfig, isortCfg, mypyIni, hiddenMypyIni] = await Promise.all(
    ['.editorconfig', '.isort.cfg', 'mypy.ini', '.mypy.ini'].map((file) => readIni(join(cwd, file))),
  );
  const requirements = [
    ...(await requirementFiles(cwd)),
    ...pyprojectRequirements(pyproject),
    ...setupCfgRequirements(setupCfg),
    ...toxRequirements(toxIni),
  ];
  const ruffToml = await readRuffToml(cwd);
  return {
    pyproject,
    ini: {
      setupCfg,
      toxIni,
      editorconfig: editorconfig ?? {},
      isortCfg: isortCfg ?? {},
      mypyIni: mypyIni ?? hiddenMypyIni ?? {},
    },
    ...(ruffToml ? { ruffToml } : {}),
    hooks: preCommitHooks(await readYaml(join(cwd, '.pre-commit-config.yaml'))),
    requirements,
    locks: await readLocks(cwd),
    ruffFormatIn: await mentionsRuffFormat(cwd, pyproject),
    excluded: await excludedFolders(cwd, stateFolder),
    ...(await findPackages(cwd)),
  };
}

async function requirementFiles(cwd: string): Promise<readonly DeclaredRequirement[]> {
  const names = (await readdir(cwd).catch(() => [])).filter((name) => /requirements.*\.(txt|in)$/.test(name));
  const nested = (await readdir(join(cwd, 'requirements')).catch(() => [])).filter((name) =>
    /\.(txt|in)$/.test(name),
  );
  const files = [...names, ...nested.map((name) => `requirements/${name}`)].toSorted();
  const lists = await Promise.all(
    files.map(async (file) => readLines(((await readText(join(cwd, file))) ?? '').split(/\r?\n/), file)),
  );
  return lists.flat();
}

async function readLocks(cwd: string): Promise<Project['locks']> {
  const locks = await Promise.all(
    LOCK_FILES.map(async (file) => ({ file, versions: lockedVersions(await readToml(join(cwd, file))) })),
  );
  return locks.filter((lock) => lock.versions.size > 0);
}

async function readRuffToml(cwd: string): Promise<Project['ruffToml']> {
  // Ruff itself prefers the one with the dot when both are there.
  for (const file of ['.ruff.toml', 'ruff.toml']) {
    const text = await readText(join(cwd, file));
    if (text !== undefined) return { file, table: await parseToml(text) };
  }
  return undefined;
}

async function mentionsRuffFormat(cwd: string, pyproject: unknown): Promise<readonly string[]> {
  const nested = await Promise.all(
    SCRIPT_FOLDERS.map(async (folder) => {
      const entries = await readdir(join(cwd, folder), { withFileTypes: true }).catch(() => []);
      return entries.filter((entry) => entry.isFile()).map((entry) => `${folder}/${entry.name}`);
    }),
  );
  const texts = await Promise.all(
    [...SCRIPT_FILES, ...nested.flat()].map(async (file) => ({
      file,
      text: (await readText(join(cwd, file))) ?? '',
    })),
  );
  const scripts = { file: 'pyproject.toml', text: JSON.stringify(valueAt(pyproject, 'tool') ?? {}) };
  return [...texts, scripts]
    .filter(({ text }) => /\bruff["',\s]+format\b/.test(text))
    .map(({ file }) => file);
}

async function readText(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch(() => undefined);
}

async function readIni(file: string): Promise<Ini | undefined> {
  const text = await readText(file);
  return text === undefined ? undefined : parseIni(text);
}

async function readToml(file: string): Promise<unknown> {
  const text = await readText(file);
  return text === undefined ? undefined : parseToml(text);
}

async function parseToml(text: string): Promise<unknown> {
  const { parse } = await import('smol-toml');
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}

async function readYaml(file: string): Promise<unknown> {
  const text = await readText(file);
  if (text === undefined) return undefined;
  const { load } = await import('js-yaml');
  try {
    return load(text);
  } catch {
    return undefined;
  }
}
