import { readdir } from 'node:fs/promises';
import type { Dirent } from 'node:fs';
import { join } from 'node:path';

/** Folders of a root that hold something else than the code under test. */
const NOT_CODE =
  /^(?:\..*|__.*|_?build|dist|docs?|docs_src|examples?|samples?|demos?|scripts?|tools?|bench(?:marks?)?|tests?|testing|typing_tests|node_modules|venv|env|virtualenv|site|stubs|typings|fuzz(?:ing)?|releasenotes|requirements|.*\.egg-info)$/iu;

/** Modules of a root that steer a tool. */
const NOT_MODULES = /^(?:setup|conftest|noxfile|tasks|fabfile|manage|test_.*|.*_test|docs|versioneer|get_version|build)\.py$/u;

/**
 * The folders and modules that hold the code under test, relative to the project: what `src/` holds, else packages
 * (`__init__.py`) in the root, else folders with Python files in the root, else single modules.
 */
export async function findPackages(cwd: string): Promise<string[]> {
  const inSource = await packagesIn(cwd, 'src');
  if (inSource.length > 0) return inSource;
  const inRoot = await packagesIn(cwd, '');
  if (inRoot.length > 0) return inRoot;
  return (await entries(cwd))
    .filter((entry) => entry.isFile() && entry.name.endsWith('.py') && !NOT_MODULES.test(entry.name))
    .map((entry) => entry.name)
    .sort();
}

async function packagesIn(cwd: string, folder: string): Promise<string[]> {
  const folders = (await entries(join(cwd, folder))).filter((entry) => entry.isDirectory() && !NOT_CODE.test(entry.name));
  const marked: string[] = [];
  const namespaces: string[] = [];
  for (const entry of folders) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    const inside = await entries(join(cwd, path));
    if (inside.some((file) => file.name === '__init__.py')) marked.push(path);
    else if (inside.some((file) => file.name.endsWith('.py') || (folder !== '' && file.isDirectory()))) namespaces.push(path);
  }
  // In a root, folders with loose scripts stand beside the package; in `src/` a folder without a marker is a namespace.
  if (folder !== '') return [...marked, ...namespaces, ...(await looseModules(cwd, folder))].sort();
  return (marked.length > 0 ? marked : namespaces).sort();
}

async function looseModules(cwd: string, folder: string): Promise<string[]> {
  const files = await entries(join(cwd, folder));
  return files.filter((file) => file.isFile() && file.name.endsWith('.py')).map((file) => `${folder}/${file.name}`);
}

async function entries(folder: string): Promise<Dirent[]> {
  return readdir(folder, { withFileTypes: true }).catch(() => []);
}
