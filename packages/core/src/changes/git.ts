import { execFile } from 'node:child_process';

/** Runs git without a shell, a prompt or a lock. Null when git is missing or says no: callers then know nothing. */
export function git(
  cwd: string,
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Promise<string | null> {
  return new Promise((resolve) => {
    execFile(
      'git',
      [...args],
      {
        cwd,
        env: { ...env, GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' },
        maxBuffer: 256 * 1024 * 1024,
        timeout: 60_000,
      },
      (error, stdout) => resolve(error ? null : stdout),
    );
  });
}
