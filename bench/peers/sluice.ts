import { fixture, sluiceBin } from '../lib/fixture.ts';
import type { Command } from '../lib/measure.ts';
import { packages, type Work } from './packages.ts';
import { commitAll } from './prepare.ts';

/** Ours: a check for each folder, over the files in it. */
export function sluice(work: Work): Command {
  const dir = fixture('sluice', {
    'ci.config.ts': `
import { command, defineConfig } from '@sluice/core';

export default defineConfig({
  checks: Array.from({ length: ${work.count} }, (_, index) =>
    command('check-' + index, ['true'], { inputs: ['packages/check-' + index + '/**'] }),
  ),
});
`,
    '.gitignore': 'node_modules\n.sluice\n',
    ...packages(work, () => ({})),
  });
  commitAll(dir);
  const args = [sluiceBin, 'run', '--all', '-j', '2', ...(work.isCached ? [] : ['--no-cache'])];
  return { file: process.execPath, args, cwd: dir };
}
