import { join } from 'node:path';
import { fixture } from '../lib/fixture.ts';
import type { Command } from '../lib/measure.ts';
import { packages, type Work } from './packages.ts';
import { commitAll, npmInstall } from './prepare.ts';

export const NX = '24.0.6';

/** Nx without its daemon, which a CI machine does not have. */
export function nx(work: Work): Command {
  const dir = fixture('nx', {
    'nx.json': JSON.stringify({ useDaemonProcess: false, analytics: false }),
    'package.json': JSON.stringify({ name: 'peers', private: true, devDependencies: { nx: NX } }),
    '.gitignore': 'node_modules\n.nx\n',
    ...packages(work, (name) => ({
      'project.json': JSON.stringify({
        name,
        targets: {
          check: { executor: 'nx:run-commands', options: { command: 'true' }, cache: work.isCached },
        },
      }),
    })),
  });
  npmInstall(dir);
  commitAll(dir);
  return {
    file: join(dir, 'node_modules/.bin/nx'),
    args: ['run-many', '-t', 'check', '--parallel=2', '--outputStyle=static'],
    cwd: dir,
    env: { NX_DAEMON: 'false', NX_NO_CLOUD: 'true', CI: 'true' },
  };
}
