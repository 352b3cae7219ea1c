import { z } from '@sluice/core';
import type { Answer } from '../client/answer.ts';
import type { GithubClient } from '../client/github-client.ts';
import type { RepositoryName } from '../environment/github-environment.ts';
import type { BranchProtection } from './rule-facts.ts';

const repository = z.looseObject({ default_branch: z.string() });

const rule = z.looseObject({
  type: z.string(),
  parameters: z
    .looseObject({
      required_status_checks: z
        .array(z.looseObject({ context: z.string(), integration_id: z.int().nullish() }))
        .optional(),
    })
    .optional(),
});

const branch = z.looseObject({
  protection: z
    .looseObject({
      required_status_checks: z.looseObject({ contexts: z.array(z.string()).optional() }).nullish(),
    })
    .optional(),
});

/**
 * What protects the default branch: the active rules of every ruleset that applies to it, and its classic protection.
 * Three calls; a token that may read the contents is enough.
 */
export async function readProtection(
  client: GithubClient,
  { owner, name }: RepositoryName,
): Promise<Answer<BranchProtection>> {
  const parameters = { owner, repo: name };
  const found = await client.call({ route: 'GET /repos/{owner}/{repo}', parameters, read: repository });
  if (!found.ok) return found;
  const onBranch = { ...parameters, branch: found.data.default_branch };
  const rules = await client.pages({
    route: 'GET /repos/{owner}/{repo}/rules/branches/{branch}',
    parameters: onBranch,
    read: z.array(rule),
  });
  if (!rules.ok) return rules;
  const classic = await client.call({
    route: 'GET /repos/{owner}/{repo}/branches/{branch}',
    parameters: onBranch,
    read: branch,
  });
  if (!classic.ok) return classic;
  const contexts = classic.data.protection?.required_status_checks?.contexts ?? [];
  return {
    ok: true,
    data: {
      branch: found.data.default_branch,
      hasMergeQueue: rules.data.items.some(({ type }) => type === 'merge_queue'),
      required: [
        ...rules.data.items
          .filter(({ type }) => type === 'required_status_checks')
          .flatMap(({ parameters: { required_status_checks: checks = [] } = {} }) => checks)
          .map(({ context, integration_id: app }) => ({
            context,
            ...(app === null || app === undefined ? {} : { app }),
          })),
        ...contexts.map((context) => ({ context })),
      ],
    },
  };
}
