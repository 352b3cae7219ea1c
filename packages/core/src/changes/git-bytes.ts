import { execFile } from 'node:child_process';

/**
 * Runs git as `git()` does and gives its output byte by byte (in Latin-1), for file names need not be UTF-8. Null when
 * git is missing or says no.
 */
export function gitBytes(
  cwd: string,
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Promise<string | null> {
  const options = {
    cwd,
    env: { ...env, GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' },
    encoding: 'latin1' as const,
    maxBuffer: 256 * 1024 * 1024,
    timeout: 60_000,
  };
  return new Promise((resolve) => {
    execFile('git', [...args], options, (error, stdout) => resolve(error ? null : stdout));
  });
}
