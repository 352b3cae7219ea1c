import { z } from '@sluice/core';
import type { Answer } from '../client/answer.ts';
import type { GithubClient } from '../client/github-client.ts';
import type { RepositoryName } from '../environment/github-environment.ts';

const comment = z.object({
  id: z.int().positive(),
  body: z.string().nullish(),
  // Null when the account is gone.
  user: z.object({ login: z.string() }).nullish(),
  html_url: z.string(),
});

/** A comment as GitHub has it. */
export type RemoteComment = z.output<typeof comment>;

/** The calls on the comments of one pull request. */
export interface CommentCalls {
  /** All of them, the oldest first. */
  readonly list: () => Promise<Answer<readonly RemoteComment[]>>;
  readonly create: (body: string) => Promise<Answer<RemoteComment>>;
  readonly update: (id: number, body: string) => Promise<Answer<RemoteComment>>;
  readonly remove: (id: number) => Promise<Answer<unknown>>;
  /** The login that the token acts as; a fault for the token of an app, which has none to ask for. */
  readonly login: () => Promise<Answer<string>>;
}

/** A pull request with more comments is not read to its end: ours is among the first. */
const MOST_PAGES = 30;

/** Binds the calls to one pull request. */
export function commentCalls(
  client: GithubClient,
  { repository, number }: { readonly repository: RepositoryName; readonly number: number },
): CommentCalls {
  const place = { owner: repository.owner, repo: repository.name };
  return {
    list: async () => {
      const answer = await client.pages(
        {
          route: 'GET /repos/{owner}/{repo}/issues/{issue_number}/comments',
          parameters: { ...place, issue_number: number },
          read: z.array(comment),
        },
        MOST_PAGES,
      );
      return answer.ok ? { ok: true, data: answer.data.items.toSorted((a, b) => a.id - b.id) } : answer;
    },
    create: async (body) =>
      client.call({
        route: 'POST /repos/{owner}/{repo}/issues/{issue_number}/comments',
        parameters: { ...place, issue_number: number, body },
        read: comment,
      }),
    update: async (id, body) =>
      client.call({
        route: 'PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}',
        parameters: { ...place, comment_id: id, body },
        read: comment,
        isRepeatable: true,
      }),
    remove: async (id) =>
      client.call({
        route: 'DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}',
        parameters: { ...place, comment_id: id },
        read: z.unknown(),
        isRepeatable: true,
      }),
    login: async () => {
      const answer = await client.call({ route: 'GET /user', read: z.object({ login: z.string() }) });
      return answer.ok ? { ok: true, data: answer.data.login } : answer;
    },
  };
}
