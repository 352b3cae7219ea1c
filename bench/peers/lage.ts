import { join } from 'node:path';
import { fixture } from '../lib/fixture.ts';
import type { Command } from '../lib/measure.ts';
import { packages, type Work } from './packages.ts';
import { commitAll, npmInstall } from './prepare.ts';

export const LAGE = '2.17.0';

export function lage(work: Work): Command {
  const dir = fixture('lage', {
    'lage.config.js': 'module.exports = { pipeline: { check: { dependsOn: [], outputs: [] } }, npmClient: "npm" };\n',
    'package.json': JSON.stringify({
      name: 'peers',
      version: '1.0.0',
      private: true,
      workspaces: ['packages/*'],
      devDependencies: { lage: LAGE },
    }),
    '.gitignore': 'node_modules\n.lage\n**/node_modules/.cache\n',
    ...packages(work, (name) => ({
      'package.json': JSON.stringify({ name, version: '1.0.0', scripts: { check: 'true' } }),
    })),
  });
  npmInstall(dir);
  commitAll(dir);
  return {
    file: join(dir, 'node_modules/.bin/lage'),
    args: ['check', '--concurrency', '2', ...(work.isCached ? [] : ['--no-cache'])],
    cwd: dir,
  };
}
