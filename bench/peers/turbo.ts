import { join } from 'node:path';
import { fixture } from '../lib/fixture.ts';
import type { Command } from '../lib/measure.ts';
import { packages, type Work } from './packages.ts';
import { commitAll, npmInstall } from './prepare.ts';

export const TURBO = '2.11.11';

/** Turborepo by its npm bin, without a daemon. */
export function turbo(work: Work): Command {
  const dir = fixture('turbo', {
    'turbo.json': JSON.stringify({ tasks: { check: { outputs: [], cache: work.isCached } } }),
    'package.json': JSON.stringify({
      name: 'peers',
      private: true,
      packageManager: 'npm@11.0.0',
      workspaces: ['packages/*'],
      devDependencies: { turbo: TURBO },
    }),
    '.gitignore': 'node_modules\n.turbo\n',
    ...packages(work, (name) => ({
      'package.json': JSON.stringify({ name, version: '1.0.0', scripts: { check: 'true' } }),
    })),
  });
  npmInstall(dir);
  commitAll(dir);
  return {
    file: process.execPath,
    args: [join(dir, 'node_modules/turbo/bin/turbo'), 'run', 'check', '--concurrency=2'],
    cwd: dir,
    env: { TURBO_TELEMETRY_DISABLED: '1', CI: 'true' },
  };
}
