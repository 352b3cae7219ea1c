import { z } from '@sluice/core';
import type { GithubClient } from '../client/github-client.ts';
import type { GithubEnvironment } from '../environment/github-environment.ts';
import type { PullState } from './delivery-target.ts';

const pull = z.object({ number: z.int().positive(), state: z.string(), head: z.object({ sha: z.string() }) });

/** The pull request of a run as it is now. Nothing when it cannot be read: then nothing is claimed of it. */
export async function readPull(
  client: GithubClient,
  { repository, pullRequest }: GithubEnvironment,
): Promise<PullState | undefined> {
  if (pullRequest === undefined) return undefined;
  const answer = await client.call({
    route: 'GET /repos/{owner}/{repo}/pulls/{pull_number}',
    parameters: { owner: repository.owner, repo: repository.name, pull_number: pullRequest.number },
    read: pull,
  });
  if (!answer.ok) return undefined;
  const { number, state, head } = answer.data;
  return { number, isOpen: state === 'open', headSha: head.sha };
}
