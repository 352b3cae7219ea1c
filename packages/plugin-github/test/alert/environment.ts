import type { GithubEnvironment } from '../../src/environment/github-environment.ts';

/** A push to a branch, run 100. */
export function environmentOn(branch: string, given: Partial<GithubEnvironment> = {}): GithubEnvironment {
  const runId = given.runId ?? 100;
  return {
    event: 'push',
    repository: { owner: 'octo', name: 'repo' },
    apiUrl: 'https://api.github.com',
    serverUrl: 'https://github.com',
    runId,
    attempt: 1,
    runUrl: `https://github.com/octo/repo/actions/runs/${runId}`,
    sha: 'a'.repeat(40),
    headSha: 'a'.repeat(40),
    ref: `refs/heads/${branch}`,
    headBranch: branch,
    defaultBranch: 'main',
    actor: 'octo',
    isFork: false,
    isDependabot: false,
    isReadOnly: false,
    ...given,
  };
}
