import { readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { parseIni } from '../project/ini.ts';
import { isTable, valueAt } from '../project/table.ts';

/** Folders of what is no project of the repository's own: to show something, to test with, or somebody else's. */
const NOT_OURS =
  /^(?:examples?|samples?|demos?|tests?|testing|testdata|fixtures?|docs?|documentation|templates?|vendor|vendored|third[-_]?party|external|node_modules|site-packages|__pycache__|build|dist|\..+)$/iu;

const DESCRIPTION = /(?:^|\/)(?:pyproject\.toml|setup\.py|setup\.cfg)$/u;
const REQUIREMENTS = /(?:^|\/)(?:[\w.-]*requirements[\w.-]*\.txt|requirements\/[^/]+\.txt)$/iu;

/**
 * The folders of a repository's Python projects, found by its files: those that hold a `pyproject.toml`, `setup.py`,
 * `setup.cfg` or requirements of their own, and Python. The root is one when it is described as one (a table `[project]`
 * or of Poetry, a build, a `setup.py`), has Python beside that of the others, or there are no others: configuration for
 * all does not make it a project.
 */
export async function findRoots(cwd: string, files: readonly string[]): Promise<readonly string[]> {
  const python = files.filter((path) => path.endsWith('.py')).map(folderOf);
  const described = files.filter((path) => DESCRIPTION.test(path)).map(folderOf);
  const listed = files.filter((path) => REQUIREMENTS.test(path)).map(listedFolder);
  // A list of requirements within a project is one more list of it: for a tool, for a container.
  const alone = listed.filter((folder) => !described.some((one) => one !== '.' && isWithin(folder, one)));
  const marked = new Set([...described, ...alone]);
  const roots = [...marked]
    .filter((folder) => folder !== '.' && isOurs(folder) && python.some((one) => isWithin(one, folder)))
    .toSorted();
  if (!marked.has('.')) return roots;
  const hasOwn = python.some((folder) => isOurs(folder) && !roots.some((root) => isWithin(folder, root)));
  const isRoot = roots.length === 0 || (hasOwn && (await isDescribed(cwd, files)));
  return isRoot ? ['.', ...roots] : roots;
}

function listedFolder(path: string): string {
  return posix.dirname(path).replace(/(?:^|\/)requirements$/iu, '') || '.';
}

function folderOf(path: string): string {
  return posix.dirname(path);
}

function isOurs(folder: string): boolean {
  return folder === '.' || !folder.split('/').some((part) => NOT_OURS.test(part));
}

function isWithin(folder: string, root: string): boolean {
  return root === '.' || folder === root || folder.startsWith(`${root}/`);
}

async function isDescribed(cwd: string, files: readonly string[]): Promise<boolean> {
  if (files.includes('setup.py')) return true;
  if (files.includes('setup.cfg')) {
    const ini = parseIni(await textOf(join(cwd, 'setup.cfg')));
    if ('metadata' in ini || 'options' in ini) return true;
  }
  if (!files.includes('pyproject.toml')) return false;
  const { parse } = await import('smol-toml');
  try {
    const document: unknown = parse(await textOf(join(cwd, 'pyproject.toml')));
    const tables = [['project'], ['build-system'], ['tool', 'poetry']];
    return tables.some((keys) => isTable(valueAt(document, ...keys)));
  } catch {
    // One that cannot be read is a project's until somebody mends it: its checks will say so.
    return true;
  }
}

async function textOf(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => '');
}
