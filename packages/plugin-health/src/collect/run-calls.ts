import { isObject } from '../runs/fields.ts';
import { z } from '@sluice/core';
import type { Answer, GithubClient, Pages, RepositoryName } from '@sluice/plugin-github/client';

const repository = z.object({
  id: z.int(),
  full_name: z.string().regex(/^[\w.-]+\/[\w.-]+$/u),
  default_branch: z.string().min(1),
});

const page = z.object({ total_count: z.int(), workflow_runs: z.array(z.unknown()) });
const jobs = z.object({ jobs: z.array(z.unknown()) });

/** A page of runs as GitHub gives it; its records are read later, so that one that is odd costs only itself. */
export type RunPage = z.output<typeof page>;

/** The calls that collecting makes. None throws. */
export interface RunCalls {
  /** The repository by any name that it ever had. */
  readonly repository: () => Promise<Answer<z.output<typeof repository>>>;
  /** The first page of the runs created within, the newest first. */
  readonly firstPage: (created: string) => Promise<Answer<Pages<RunPage>>>;
  /** The pages after it. */
  readonly otherPages: (created: string) => Promise<Answer<Pages<RunPage>>>;
  readonly run: (id: string) => Promise<Answer<unknown>>;
  readonly attempt: (id: string, attempt: number) => Promise<Answer<unknown>>;
  readonly jobs: (id: string, attempt: number) => Promise<Answer<readonly unknown[]>>;
  /** From here on the repository is called by this name. */
  readonly rename: (name: RepositoryName) => void;
}

/** With a filter GitHub gives no more than 1,000 results: ten pages. */
const MOST_PAGES = 10;

/** Binds the calls to a repository. */
export function runCalls(client: GithubClient, name: RepositoryName): RunCalls {
  let place = { owner: name.owner, repo: name.name };
  const list = async (created: string, more: object, most: number): Promise<Answer<Pages<RunPage>>> =>
    client.pages(
      {
        route: 'GET /repos/{owner}/{repo}/actions/runs',
        // Without it each run brings its pull requests, which are most of the page.
        parameters: { ...place, created, exclude_pull_requests: true, ...more },
        read: page.transform((one): readonly RunPage[] => [one]),
      },
      most,
    );
  return {
    repository: async () =>
      client.call({ route: 'GET /repos/{owner}/{repo}', parameters: place, read: repository }),
    firstPage: async (created) => list(created, {}, 1),
    otherPages: async (created) => list(created, { page: 2 }, MOST_PAGES - 1),
    run: async (id) =>
      client.call({
        route: 'GET /repos/{owner}/{repo}/actions/runs/{run_id}',
        parameters: { ...place, run_id: id },
        read: z.unknown(),
      }),
    attempt: async (id, attempt) =>
      client.call({
        route: 'GET /repos/{owner}/{repo}/actions/runs/{run_id}/attempts/{attempt_number}',
        parameters: { ...place, run_id: id, attempt_number: attempt },
        read: z.unknown(),
      }),
    jobs: async (id, attempt) => {
      const answer = await client.pages({
        route: 'GET /repos/{owner}/{repo}/actions/runs/{run_id}/attempts/{attempt_number}/jobs',
        parameters: { ...place, run_id: id, attempt_number: attempt },
        read: jobs.transform((one) => one.jobs.filter(isObject)),
      });
      return answer.ok ? { ok: true, data: answer.data.items } : answer;
    },
    rename: ({ owner, name: repo }) => {
      place = { owner, repo };
    },
  };
}
