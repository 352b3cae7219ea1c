import { z } from '@sluice/core';
import type { Answer, GithubClient, RepositoryName } from '@sluice/plugin-github/client';

const issue = z.object({
  number: z.int().positive(),
  state: z.enum(['open', 'closed']),
  body: z.string().nullish(),
  closed_at: z.string().nullish(),
  html_url: z.string(),
  // A pull request is an issue too.
  pull_request: z.unknown().optional(),
});

/** An issue as GitHub has it. */
export type RemoteIssue = z.output<typeof issue>;

export interface IssueChange {
  readonly body?: string;
  readonly state?: 'open' | 'closed';
  readonly state_reason?: 'completed' | 'not_planned' | 'reopened';
}

/** The calls on the issues with the label. None throws. */
export interface IssueCalls {
  /** Open and closed, those that changed last first. */
  readonly list: () => Promise<Answer<readonly RemoteIssue[]>>;
  readonly get: (number: number) => Promise<Answer<RemoteIssue>>;
  readonly create: (title: string, body: string) => Promise<Answer<RemoteIssue>>;
  readonly update: (number: number, change: IssueChange) => Promise<Answer<RemoteIssue>>;
  /** The texts of its comments, the oldest first. */
  readonly comments: (number: number) => Promise<Answer<readonly string[]>>;
  readonly comment: (number: number, body: string) => Promise<Answer<unknown>>;
  /** Makes the label unless it is there. */
  readonly makeLabel: () => Promise<Answer<unknown>>;
}

export const LABEL = 'ci-health';
const COLOR = 'b34700';

/** Binds the calls to a repository. */
export function issueCalls(client: GithubClient, repository: RepositoryName): IssueCalls {
  const place = { owner: repository.owner, repo: repository.name };
  const one = (number: number): object => ({ ...place, issue_number: number });
  return {
    list: async () => {
      const answer = await client.pages({
        route: 'GET /repos/{owner}/{repo}/issues',
        parameters: { ...place, labels: LABEL, state: 'all', sort: 'updated', direction: 'desc' },
        read: z.array(issue),
      });
      if (!answer.ok) return answer;
      return { ok: true, data: answer.data.items.filter((found) => found.pull_request === undefined) };
    },
    get: async (number) =>
      client.call({
        route: 'GET /repos/{owner}/{repo}/issues/{issue_number}',
        parameters: { ...one(number) },
        read: issue,
      }),
    create: async (title, body) =>
      client.call({
        route: 'POST /repos/{owner}/{repo}/issues',
        parameters: { ...place, title, body, labels: [LABEL] },
        read: issue,
      }),
    update: async (number, change) =>
      client.call({
        route: 'PATCH /repos/{owner}/{repo}/issues/{issue_number}',
        parameters: { ...one(number), ...change },
        read: issue,
        // The same change twice is one change.
        isRepeatable: true,
      }),
    comments: async (number) => {
      const answer = await client.pages({
        route: 'GET /repos/{owner}/{repo}/issues/{issue_number}/comments',
        parameters: { ...one(number) },
        read: z.array(z.object({ body: z.string().nullish() })),
      });
      return answer.ok ? { ok: true, data: answer.data.items.map(({ body }) => body ?? '') } : answer;
    },
    comment: async (number, body) =>
      client.call({
        route: 'POST /repos/{owner}/{repo}/issues/{issue_number}/comments',
        parameters: { ...one(number), body },
        read: z.unknown(),
      }),
    makeLabel: async () => {
      const label = { ...place, name: LABEL };
      const known = await client.call({
        route: 'GET /repos/{owner}/{repo}/labels/{name}',
        parameters: label,
        read: z.unknown(),
      });
      if (known.ok || known.fault.kind !== 'not-found') return known;
      const made = await client.call({
        route: 'POST /repos/{owner}/{repo}/labels',
        parameters: { ...label, color: COLOR, description: 'CI does not do well' },
        read: z.unknown(),
      });
      // 422: somebody else made it meanwhile.
      return !made.ok && made.fault.kind === 'invalid' ? { ok: true, data: undefined } : made;
    },
  };
}
