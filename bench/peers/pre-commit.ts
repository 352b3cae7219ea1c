import { join } from 'node:path';
import { fixture } from '../lib/fixture.ts';
import type { Command } from '../lib/measure.ts';
import { namesOf, type Work } from './packages.ts';
import { commitAll, run } from './prepare.ts';

export const PRE_COMMIT = '4.7.0';

/** pre-commit keeps no results: it runs its hooks, one after another, whatever was asked for. */
export function preCommit(work: Work): Command {
  const hooks = namesOf(work).map(
    (id) =>
      `      - { id: ${id}, name: ${id}, entry: 'true', language: system, always_run: true, pass_filenames: false }`,
  );
  const dir = fixture('pre-commit', {
    '.pre-commit-config.yaml': ['repos:', '  - repo: local', '    hooks:', ...hooks, ''].join('\n'),
  });
  const env = fixture('pre-commit-env', {});
  run('python3', ['-m', 'venv', env], dir);
  run(join(env, 'bin/pip'), ['install', '-q', `pre-commit==${PRE_COMMIT}`], dir);
  commitAll(dir);
  return { file: join(env, 'bin/pre-commit'), args: ['run', '--all-files'], cwd: dir };
}
