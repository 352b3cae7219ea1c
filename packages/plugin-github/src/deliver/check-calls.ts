import { z } from '@sluice/core';
import type { Answer } from '../client/answer.ts';
import type { GithubClient } from '../client/github-client.ts';
import type { RepositoryName } from '../environment/github-environment.ts';
import type { Annotation } from '../report/annotation.ts';
import type { CheckRunBody } from '../report/check-run-body.ts';

const checkRun = z.object({
  id: z.int().positive(),
  external_id: z.string().nullish(),
  html_url: z.string().nullish(),
  output: z.object({ annotations_count: z.int() }),
});

/** A check run as GitHub has it. */
export type RemoteCheckRun = z.output<typeof checkRun>;

const placed = z.object({
  path: z.string(),
  start_line: z.number(),
  title: z.string().nullish(),
  message: z.string().nullish(),
});

type Placed = z.output<typeof placed>;

/** The calls on the check runs of one commit. */
export interface CheckCalls {
  readonly list: (name: string) => Promise<Answer<readonly RemoteCheckRun[]>>;
  readonly create: (
    body: CheckRunBody,
    annotations: readonly Annotation[],
  ) => Promise<Answer<RemoteCheckRun>>;
  /** Adds annotations: GitHub takes none away. */
  readonly update: (
    id: number,
    body: CheckRunBody,
    annotations: readonly Annotation[],
  ) => Promise<Answer<RemoteCheckRun>>;
  readonly annotations: (id: number) => Promise<Answer<readonly Placed[]>>;
}

/** Binds the calls to one commit. */
export function checkCalls(
  client: GithubClient,
  { repository, headSha }: { readonly repository: RepositoryName; readonly headSha: string },
): CheckCalls {
  const place = { owner: repository.owner, repo: repository.name };
  const withAnnotations = (body: CheckRunBody, annotations: readonly Annotation[]): object => ({
    ...body,
    output: { ...body.output, ...(annotations.length === 0 ? {} : { annotations }) },
  });
  return {
    list: async (name) => {
      const answer = await client.call({
        route: 'GET /repos/{owner}/{repo}/commits/{ref}/check-runs',
        parameters: { ...place, ref: headSha, check_name: name, per_page: 100 },
        read: z.object({ check_runs: z.array(checkRun) }),
      });
      return answer.ok ? { ok: true, data: answer.data.check_runs } : answer;
    },
    create: async (body, annotations) =>
      client.call({
        route: 'POST /repos/{owner}/{repo}/check-runs',
        parameters: { ...place, head_sha: headSha, ...withAnnotations(body, annotations) },
        read: checkRun,
      }),
    update: async (id, body, annotations) =>
      client.call({
        route: 'PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}',
        parameters: { ...place, check_run_id: id, ...withAnnotations(body, annotations) },
        read: checkRun,
      }),
    annotations: async (id) => {
      const answer = await client.pages({
        route: 'GET /repos/{owner}/{repo}/check-runs/{check_run_id}/annotations',
        parameters: { ...place, check_run_id: id },
        read: z.array(placed),
      });
      return answer.ok ? { ok: true, data: answer.data.items } : answer;
    },
  };
}
