import { z } from '@sluice/core';
import { fields } from './fields.ts';
import type { GithubEvent } from './github-environment.ts';

const owner = z.object({ full_name: fields.repository });
const repository = owner.extend({ default_branch: fields.branch.optional() });
const tip = z.object({ sha: fields.sha, ref: fields.branch });

/** Of every event: what is read of it. The rest of a payload is left where it is. */
export const payloadSchemas = {
  pull_request: z.object({
    repository,
    pull_request: z.object({
      number: fields.positive,
      user: z.object({ login: fields.login }).nullish(),
      // Null when the fork was deleted.
      head: tip.extend({ repo: owner.nullable() }),
      base: tip,
    }),
  }),
  push: z.object({ repository, ref: fields.ref, after: fields.sha }),
  merge_group: z.object({
    repository,
    merge_group: z.object({ head_sha: fields.sha, head_ref: fields.branch }),
  }),
  schedule: z.object({ repository: repository.optional(), schedule: z.string().max(200) }),
  workflow_dispatch: z.object({ repository, ref: fields.ref }),
  workflow_run: z.object({
    repository,
    workflow_run: z.object({
      id: fields.positive,
      run_attempt: fields.positive,
      event: fields.word,
      head_sha: fields.sha,
      head_branch: fields.branch.nullish(),
      head_repository: owner.nullish(),
      conclusion: fields.word.nullish(),
    }),
  }),
} as const satisfies Readonly<Record<GithubEvent, z.ZodType>>;
