import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Folders that hold Python, but not the product: named by convention, as no file says so. */
const NOT_THE_PRODUCT =
  /^(?:tests?|testing|docs?|examples?|samples?|scripts?|tools?|benchmarks?|bench|build|dist|node_modules|venv|env|migrations)$/u;

/** Python files of the root that run the project's own tools. */
const NOT_A_MODULE = /^(?:setup|conftest|noxfile|tasks|fabfile|versioneer)\.py$/u;

/**
 * What Bandit looks at where the options do not say: `app`, as the reference has it; else `src`; else the packages and
 * modules of the root. Paths are relative to `cwd`; empty when there is no Python.
 */
export async function findCode(cwd: string, root = '.'): Promise<readonly string[]> {
  const folder = join(cwd, root);
  const at = (name: string): string => (root === '.' ? name : `${root}/${name}`);
  for (const name of ['app', 'src']) if (await holdsPython(join(folder, name))) return [at(name)];
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const modules = entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.py') && !NOT_A_MODULE.test(entry.name))
    .map(({ name }) => name);
  const folders = entries
    .filter((entry) => entry.isDirectory() && /^[A-Za-z_]\w*$/u.test(entry.name))
    .filter(({ name }) => !NOT_THE_PRODUCT.test(name))
    .map(({ name }) => name);
  const isPackage = await Promise.all(
    folders.map((name) =>
      stat(join(folder, name, '__init__.py')).then(
        (found) => found.isFile(),
        () => false,
      ),
    ),
  );
  return [...folders.filter((_, index) => isPackage[index]), ...modules].toSorted().map(at);
}

async function holdsPython(folder: string): Promise<boolean> {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  return names.some((name) => name.endsWith('.py'));
}
