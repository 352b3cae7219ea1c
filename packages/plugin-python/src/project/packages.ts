import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Folders that hold Python, but not the product: named by convention, as no file says so. */
const NOT_THE_PRODUCT =
  /^(tests?|testing|docs?|examples?|samples?|scripts?|tools?|benchmarks?|bench|build|dist|node_modules|venv|env|migrations)$/;

/** Python files of the root that run the project's own tools. */
const NOT_A_MODULE = /^(setup|conftest|noxfile|tasks|fabfile|manage|versioneer)\.py$/;

/** The import packages and modules of a project: what a type checker is given when the project does not say. */
export async function findPackages(
  cwd: string,
): Promise<{ packages: readonly string[]; modules: readonly string[] }> {
  const inSource = await packagesIn(cwd, 'src');
  if (inSource.length > 0) return { packages: inSource, modules: [] };
  const entries = await readdir(cwd, { withFileTypes: true }).catch(() => []);
  const modules = entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.py') && !NOT_A_MODULE.test(entry.name))
    .map((entry) => entry.name)
    .toSorted();
  return { packages: await packagesIn(cwd, '.'), modules };
}

async function packagesIn(cwd: string, folder: string): Promise<readonly string[]> {
  const entries = await readdir(join(cwd, folder), { withFileTypes: true }).catch(() => []);
  const candidates = entries
    .filter((entry) => entry.isDirectory() && /^[A-Za-z_]\w*$/.test(entry.name))
    .map((entry) => entry.name)
    .filter((name) => folder === 'src' || !NOT_THE_PRODUCT.test(name))
    .toSorted();
  const found = await Promise.all(
    candidates.map((name) => holdsPackage(join(cwd, folder, name), folder === 'src')),
  );
  return candidates
    .filter((_, index) => found[index])
    .map((name) => (folder === '.' ? name : `${folder}/${name}`));
}

/** In `src` a folder without `__init__.py` is a namespace package as soon as it holds anything. */
async function holdsPackage(folder: string, isSource: boolean): Promise<boolean> {
  if (isSource) return (await readdir(folder).catch(() => [])).some((name) => !name.endsWith('.egg-info'));
  return stat(join(folder, '__init__.py')).then(
    (found) => found.isFile(),
    () => false,
  );
}
