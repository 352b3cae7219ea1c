import { z } from '@sluice/core';
import type { Answer, GithubClient } from '@sluice/plugin-github/client';
import type { ContentPlace } from '../commit/content-calls.ts';

const pull = z.object({
  number: z.int().positive(),
  state: z.enum(['open', 'closed']),
  body: z.string().nullish(),
  html_url: z.string(),
  head: z.object({
    sha: z.string(),
    ref: z.string(),
    // Null when a fork was deleted.
    repo: z.object({ full_name: z.string() }).nullable(),
  }),
});

/** A pull request as GitHub has it. The head of a closed one is where its branch was then. */
export type RemotePull = z.output<typeof pull>;

/** The calls on the pull requests from one branch. None throws. */
export interface PullCalls {
  /** Open and closed, the newest first, to whatever base. */
  readonly list: () => Promise<Answer<readonly RemotePull[]>>;
  readonly get: (number: number) => Promise<Answer<RemotePull>>;
  /** To the default branch. */
  readonly create: (title: string, body: string) => Promise<Answer<unknown>>;
  readonly update: (number: number, body: string) => Promise<Answer<unknown>>;
  /** Where the branch is, and how many commits it is ahead of the default branch. */
  readonly branch: () => Promise<Answer<{ readonly sha: string; readonly ahead: number }>>;
}

/** Binds the calls to a branch. */
export function pullCalls(
  client: GithubClient,
  { repository, branch, defaultBranch }: ContentPlace,
): PullCalls {
  const place = { owner: repository.owner, repo: repository.name };
  const head = `${repository.owner}:${branch}`;
  const fullName = `${repository.owner}/${repository.name}`.toLowerCase();
  const one = (number: number): object => ({ ...place, pull_number: number });
  return {
    list: async () => {
      const answer = await client.pages({
        route: 'GET /repos/{owner}/{repo}/pulls',
        parameters: { ...place, head, state: 'all', sort: 'created', direction: 'desc' },
        read: z.array(pull),
      });
      if (!answer.ok) return answer;
      // A fork of the same owner's may have a branch of that name.
      const own = answer.data.items.filter((found) => found.head.repo?.full_name.toLowerCase() === fullName);
      return { ok: true, data: own };
    },
    get: async (number) =>
      client.call({
        route: 'GET /repos/{owner}/{repo}/pulls/{pull_number}',
        parameters: { ...one(number) },
        read: pull,
      }),
    create: async (title, body) =>
      client.call({
        route: 'POST /repos/{owner}/{repo}/pulls',
        parameters: { ...place, title, body, head, base: defaultBranch },
        read: z.unknown(),
      }),
    update: async (number, body) =>
      client.call({
        route: 'PATCH /repos/{owner}/{repo}/pulls/{pull_number}',
        parameters: { ...one(number), body },
        read: z.unknown(),
        // The same change twice is one change.
        isRepeatable: true,
      }),
    branch: async () => branchNow(client, { repository, branch, defaultBranch }),
  };
}

async function branchNow(
  client: GithubClient,
  { repository, branch, defaultBranch }: ContentPlace,
): ReturnType<PullCalls['branch']> {
  const place = { owner: repository.owner, repo: repository.name };
  const ref = await client.call({
    route: 'GET /repos/{owner}/{repo}/git/ref/{+ref}',
    parameters: { ...place, ref: `heads/${branch}` },
    read: z.object({ object: z.object({ sha: z.string() }) }),
  });
  if (!ref.ok) return ref;
  const { sha } = ref.data.object;
  // By the commit, not the branch: a slash in a name needs no care then, and both answers are of one moment.
  const compared = await client.call({
    route: 'GET /repos/{owner}/{repo}/compare/{basehead}',
    parameters: { ...place, basehead: `${defaultBranch}...${sha}`, per_page: 1 },
    read: z.object({ ahead_by: z.int() }),
  });
  return compared.ok ? { ok: true, data: { sha, ahead: compared.data.ahead_by } } : compared;
}
