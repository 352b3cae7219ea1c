import { z } from '@sluice/core';
import type { Answer } from '../client/answer.ts';
import type { GithubClient } from '../client/github-client.ts';
import type { RepositoryName } from '../environment/github-environment.ts';

const issue = z.object({
  number: z.int().positive(),
  title: z.string(),
  body: z.string().nullish(),
  html_url: z.string(),
  // A pull request is an issue too.
  pull_request: z.unknown().optional(),
});

/** An issue as GitHub has it. */
export type RemoteIssue = z.output<typeof issue>;

/** The calls on issues with one label. */
export interface IssueCalls {
  /** The open ones, the oldest first. */
  readonly open: () => Promise<Answer<readonly RemoteIssue[]>>;
  readonly create: (title: string, body: string) => Promise<Answer<RemoteIssue>>;
  readonly update: (number: number, change: IssueChange) => Promise<Answer<RemoteIssue>>;
  readonly comment: (number: number, body: string) => Promise<Answer<unknown>>;
  /** Makes the label, unless it is there. */
  readonly makeLabel: () => Promise<Answer<unknown>>;
}

export interface IssueChange {
  readonly body?: string;
  readonly state?: 'closed';
  readonly state_reason?: 'completed' | 'not_planned';
}

const COLOR = 'd73a4a';

/** Binds the calls to a repository and a label. */
export function issueCalls(
  client: GithubClient,
  { repository, label }: { readonly repository: RepositoryName; readonly label: string },
): IssueCalls {
  const place = { owner: repository.owner, repo: repository.name };
  return {
    open: async () => {
      const answer = await client.pages({
        route: 'GET /repos/{owner}/{repo}/issues',
        parameters: { ...place, labels: label, state: 'open', sort: 'created', direction: 'asc' },
        read: z.array(issue),
      });
      if (!answer.ok) return answer;
      return { ok: true, data: answer.data.items.filter((one) => one.pull_request === undefined) };
    },
    create: async (title, body) =>
      client.call({
        route: 'POST /repos/{owner}/{repo}/issues',
        parameters: { ...place, title, body, labels: [label] },
        read: issue,
      }),
    update: async (number, change) =>
      client.call({
        route: 'PATCH /repos/{owner}/{repo}/issues/{issue_number}',
        parameters: { ...place, issue_number: number, ...change },
        read: issue,
        isRepeatable: true,
      }),
    comment: async (number, body) =>
      client.call({
        route: 'POST /repos/{owner}/{repo}/issues/{issue_number}/comments',
        parameters: { ...place, issue_number: number, body },
        read: z.unknown(),
      }),
    makeLabel: async () => {
      const answer = await client.call({
        route: 'POST /repos/{owner}/{repo}/labels',
        parameters: { ...place, name: label, color: COLOR, description: 'A branch is blocked in CI' },
        read: z.unknown(),
      });
      // 422: it is there.
      return !answer.ok && answer.fault.kind === 'invalid' ? { ok: true, data: undefined } : answer;
    },
  };
}
