import { readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** The workflow files of the repository, and how its root is reached from the config's folder. */
export interface WorkflowFiles {
  /** `''`, or `../../` for a config two folders below the root. */
  readonly toRoot: string;
  /** Relative to the config's folder, with forward slashes, sorted. */
  readonly files: readonly string[];
}

/**
 * Looks for `.github/workflows` where GitHub does: in the root of the repository, which is the nearest folder at or
 * above `cwd` that holds `.git` (a file of it, in a linked work tree). Without one, `cwd` is the root.
 */
export async function findWorkflows(cwd: string): Promise<WorkflowFiles> {
  const toRoot = await rootFrom(cwd);
  const folder = `${toRoot}.github/workflows`;
  const entries = await readdir(join(cwd, folder), { withFileTypes: true }).catch(() => []);
  const files = entries
    .filter((entry) => !entry.isDirectory() && /\.ya?ml$/u.test(entry.name))
    .map(({ name }) => `${folder}/${name}`)
    .toSorted();
  return { toRoot, files };
}

async function rootFrom(cwd: string): Promise<string> {
  let dir = cwd;
  for (let toRoot = ''; ; toRoot += '../') {
    const isRoot = await stat(join(dir, '.git')).then(
      () => true,
      () => false,
    );
    if (isRoot) return toRoot;
    if (dirname(dir) === dir) return '';
    dir = dirname(dir);
  }
}
