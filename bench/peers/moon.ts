import { join } from 'node:path';
import { fixture } from '../lib/fixture.ts';
import type { Command } from '../lib/measure.ts';
import { packages, type Work } from './packages.ts';
import { commitAll, npmInstall } from './prepare.ts';

export const MOON = '2.5.5';

export function moon(work: Work): Command {
  const dir = fixture('moon', {
    '.moon/workspace.yml': "projects: ['packages/*']\ntelemetry: false\nvcs: { defaultBranch: 'main' }\n",
    'package.json': JSON.stringify({
      name: 'peers',
      private: true,
      devDependencies: { '@moonrepo/cli': MOON },
    }),
    '.gitignore': 'node_modules\n.moon/cache\n',
    ...packages(work, () => ({
      'moon.yml': `tasks:\n  check:\n    command: 'true'\n    options: { cache: ${work.isCached} }\n`,
    })),
  });
  npmInstall(dir);
  commitAll(dir);
  return {
    file: join(dir, 'node_modules/.bin/moon'),
    args: ['run', ':check', '--concurrency', '2'],
    cwd: dir,
    env: { CI: 'true', MOON_TELEMETRY: 'false' },
  };
}
