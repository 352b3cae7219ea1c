import { z } from '@sluice/core';
import type { Answer } from '../client/answer.ts';
import type { GithubClient } from '../client/github-client.ts';
import type { RepositoryName } from '../environment/github-environment.ts';

const run = z.object({
  id: z.int().positive(),
  run_attempt: z.int().positive().default(1),
  status: z.string().nullable(),
  conclusion: z.string().nullable(),
  event: z.string(),
  head_sha: z.string().regex(/^[0-9a-f]{40,64}$/u),
  head_branch: z.string().nullable(),
  workflow_id: z.int().positive(),
  created_at: z.iso.datetime(),
  html_url: z.string().regex(/^https?:\/\/[\w.:/-]+$/u),
  // Null when the fork is gone.
  head_repository: z.object({ owner: z.object({ login: z.string() }) }).nullish(),
  pull_requests: z.array(z.object({ number: z.int().positive() })).nullish(),
});

/** A run as it is read. */
export type RemoteRun = z.output<typeof run>;

const job = z.object({
  id: z.int().positive(),
  name: z.string(),
  conclusion: z.string().nullable(),
  started_at: z.string(),
  completed_at: z.string().nullable(),
});

export type RemoteJob = z.output<typeof job>;

const pull = z.object({
  number: z.int().positive(),
  state: z.string(),
  head: z.object({ sha: z.string() }),
});

export type RemotePull = z.output<typeof pull>;

/** The calls that a rerun needs, bound to a repository. Nothing throws. */
export interface RerunCalls {
  readonly run: (id: number) => Promise<Answer<RemoteRun>>;
  readonly jobs: (id: number, attempt: number) => Promise<Answer<readonly RemoteJob[]>>;
  readonly log: <T>(
    job: number,
    use: (chunks: AsyncIterable<Uint8Array>) => Promise<T>,
  ) => Promise<Answer<T>>;
  readonly pull: (number: number) => Promise<Answer<RemotePull>>;
  readonly pullsOfCommit: (sha: string) => Promise<Answer<readonly RemotePull[]>>;
  readonly pullsOfHead: (owner: string, branch: string) => Promise<Answer<readonly RemotePull[]>>;
  readonly branch: (name: string) => Promise<Answer<string>>;
  /** Completed runs of a workflow since then, the newest first. */
  readonly runsSince: (workflowId: number, since: string) => Promise<Answer<readonly RemoteRun[]>>;
  /** One call, never repeated: a second one would be a second rerun. */
  readonly rerun: (id: number) => Promise<Answer<unknown>>;
}

export function rerunCalls(client: GithubClient, { owner, name }: RepositoryName): RerunCalls {
  const place = { owner, repo: name };
  const root = '/repos/{owner}/{repo}';
  return {
    run: async (run_id) =>
      client.call({
        route: `GET ${root}/actions/runs/{run_id}`,
        parameters: { ...place, run_id },
        read: run,
      }),
    jobs: async (run_id, attempt_number) => {
      const answer = await client.pages({
        route: `GET ${root}/actions/runs/{run_id}/attempts/{attempt_number}/jobs`,
        parameters: { ...place, run_id, attempt_number },
        read: z.object({ jobs: z.array(job) }).transform(({ jobs }) => jobs),
      });
      return answer.ok ? { ok: true, data: answer.data.items } : answer;
    },
    log: async (job_id, use) =>
      client.stream(
        { route: `GET ${root}/actions/jobs/{job_id}/logs`, parameters: { ...place, job_id } },
        use,
      ),
    pull: async (pull_number) =>
      client.call({
        route: `GET ${root}/pulls/{pull_number}`,
        parameters: { ...place, pull_number },
        read: pull,
      }),
    pullsOfCommit: async (commit_sha) =>
      client.call({
        route: `GET ${root}/commits/{commit_sha}/pulls`,
        parameters: { ...place, commit_sha },
        read: z.array(pull),
      }),
    pullsOfHead: async (headOwner, branch) =>
      client.call({
        route: `GET ${root}/pulls`,
        parameters: { ...place, state: 'open', head: `${headOwner}:${branch}` },
        read: z.array(pull),
      }),
    branch: async (branch) => {
      const answer = await client.call({
        route: `GET ${root}/git/ref/{ref}`,
        parameters: { ...place, ref: `heads/${branch}` },
        read: z.object({ object: z.object({ sha: z.string() }) }),
      });
      return answer.ok ? { ok: true, data: answer.data.object.sha } : answer;
    },
    runsSince: async (workflow_id, since) =>
      client.call({
        route: `GET ${root}/actions/workflows/{workflow_id}/runs`,
        parameters: { ...place, workflow_id, status: 'completed', created: `>=${since}`, per_page: 20 },
        read: z.object({ workflow_runs: z.array(run) }).transform(({ workflow_runs }) => workflow_runs),
      }),
    rerun: async (run_id) =>
      client.call({
        route: `POST ${root}/actions/runs/{run_id}/rerun-failed-jobs`,
        parameters: { ...place, run_id },
        read: z.unknown(),
        isRepeatable: false,
      }),
  };
}
