import { stat } from 'node:fs/promises';
import { join, posix } from 'node:path';

interface Found {
  /** Relative to the config's folder. */
  readonly folder: string;
  readonly install: string;
}

/**
 * The lock file nearest to the config, up to the root of the repository, and how to install from it. Scripts of
 * packages do not run: on a machine with secrets they would be the code of strangers.
 */
export async function findLockFile(cwd: string, toRoot: string): Promise<Found | undefined> {
  for (let folder = ''; folder.length <= toRoot.length; folder += '../') {
    const has = (name: string): Promise<boolean> =>
      stat(join(cwd, folder, name)).then(
        (found) => found.isFile(),
        () => false,
      );
    const found = (install: string): Found => ({
      folder: posix.normalize(folder === '' ? '.' : folder),
      install,
    });
    if (await has('pnpm-lock.yaml')) return found('corepack pnpm install --frozen-lockfile --ignore-scripts');
    if (await has('yarn.lock')) {
      const isBerry = await has('.yarnrc.yml');
      return found(
        isBerry
          ? 'corepack yarn install --immutable --mode=skip-build'
          : 'corepack yarn install --frozen-lockfile --ignore-scripts',
      );
    }
    if ((await has('package-lock.json')) || (await has('npm-shrinkwrap.json')))
      return found('npm ci --ignore-scripts --no-audit --no-fund');
  }
  return undefined;
}
