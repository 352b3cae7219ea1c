import { fixture } from '../lib/fixture.ts';
import type { Command } from '../lib/measure.ts';
import { namesOf, packages, type Work } from './packages.ts';
import { commitAll, npmInstall } from './prepare.ts';

export const WIREIT = '0.14.13';

/** wireit runs under `npm run` and in no other way. */
export function wireit(work: Work): Command {
  const dir = fixture('wireit', {
    'package.json': JSON.stringify({
      name: 'peers',
      private: true,
      scripts: { check: 'wireit' },
      wireit: {
        check: { dependencies: namesOf(work).map((name) => `./packages/${name}:check`) },
      },
      devDependencies: { wireit: WIREIT },
    }),
    '.gitignore': 'node_modules\n.wireit\n',
    ...packages(work, (name) => ({
      'package.json': JSON.stringify({
        name,
        version: '1.0.0',
        scripts: { check: 'wireit' },
        wireit: {
          check: {
            command: 'true',
            ...(work.isCached ? { files: ['src/**'], output: [] } : {}),
          },
        },
      }),
    })),
  });
  npmInstall(dir);
  commitAll(dir);
  return {
    file: 'npm',
    args: ['run', 'check'],
    cwd: dir,
    env: { WIREIT_PARALLEL: '2', WIREIT_CACHE: 'local', WIREIT_LOGGER: 'simple' },
  };
}
