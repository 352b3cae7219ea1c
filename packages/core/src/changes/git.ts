import { execFile } from 'node:child_process';

type Env = Readonly<Record<string, string | undefined>>;

/** What git said. `isMissing`: there is no git. `words` are its first line on stderr, for people. */
export type GitAnswer =
  | { readonly isOk: true; readonly text: string }
  | { readonly isOk: false; readonly isMissing: boolean; readonly words: string };

/** Runs git without a shell, a prompt or a lock. Null when git is missing or says no: callers then know nothing. */
export async function git(
  cwd: string,
  args: readonly string[],
  env: Env,
  timeoutMs?: number,
): Promise<string | null> {
  const answer = await askGit(cwd, args, env, timeoutMs);
  return answer.isOk ? answer.text : null;
}

/** The same for callers that must say why there is no answer. */
export function askGit(
  cwd: string,
  args: readonly string[],
  env: Env,
  timeoutMs = 60_000,
): Promise<GitAnswer> {
  return new Promise((resolve) => {
    execFile(
      'git',
      [...args],
      {
        cwd,
        env: {
          ...env,
          GIT_OPTIONAL_LOCKS: '0',
          GIT_TERMINAL_PROMPT: '0',
          // A password dialog and ssh's question about a host would hold a run for as long as nobody answers.
          SSH_ASKPASS_REQUIRE: 'never',
          GCM_INTERACTIVE: 'never',
          GIT_SSH_COMMAND: env['GIT_SSH_COMMAND'] ?? 'ssh -o BatchMode=yes',
          LC_ALL: 'C',
        },
        maxBuffer: 256 * 1024 * 1024,
        timeout: timeoutMs,
      },
      (error, stdout, stderr) => {
        if (!error) return resolve({ isOk: true, text: stdout });
        const isMissing = error.code === 'ENOENT';
        const [first = ''] = stderr.trim().split('\n');
        const words = error.killed === true ? `no answer within ${timeoutMs / 1000} s` : first;
        resolve({ isOk: false, isMissing, words: words.replace(/^(?:fatal|error): /u, '') });
      },
    );
  });
}
