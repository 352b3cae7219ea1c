import { join } from 'node:path';
import { createExec } from '../exec/exec.ts';
import { createRedactor } from '../exec/redact.ts';
import { SYSTEM_ENV } from './system-env.ts';

// Nothing of the developer's git: no signing, no hooks, no default branch of his own.
const GIT_ENV = {
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'A Test',
  GIT_AUTHOR_EMAIL: 'test@example.org',
  GIT_COMMITTER_NAME: 'A Test',
  GIT_COMMITTER_EMAIL: 'test@example.org',
};

/** Commits all files of a folder on branch `main`, in a repository that is made when there is none. */
export async function commitAll(dir: string, message: string): Promise<void> {
  const exec = createExec({
    cwd: dir,
    env: { ...SYSTEM_ENV, ...GIT_ENV },
    path: [],
    logPath: join(dir, '..', 'git.log'),
    signal: new AbortController().signal,
    redactor: createRedactor({}),
    graceMs: 1000,
    onCommand: () => {},
  });
  const commands = [
    ['init', '--quiet', '--initial-branch=main'],
    ['add', '--all'],
    ['commit', '--quiet', '--allow-empty', `--message=${message}`],
  ];
  for (const args of commands) {
    const { exitCode, missing, stderr } = await exec('git', args);
    if (exitCode !== 0) throw new Error(`git ${args[0] ?? ''} in ${dir}: ${missing ?? stderr}`);
  }
}
