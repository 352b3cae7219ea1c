import { z } from '@sluice/core';
import type { Answer, GithubClient, RepositoryName } from '@sluice/plugin-github/client';

const file = z.object({ sha: z.string(), content: z.string() });
const ref = z.object({ object: z.object({ sha: z.string() }) });

/** A file of a branch. */
export interface RemoteFile {
  readonly sha: string;
  readonly text: string;
}

/** The calls on the files of one branch. None throws. */
export interface ContentCalls {
  /** Undefined where there is no such file, or no such branch. */
  readonly read: (path: string) => Promise<Answer<RemoteFile | undefined>>;
  /** `sha` is that of the file as it was read; a fault of kind `conflict` when it has changed since. */
  readonly write: (path: string, text: string, sha: string | undefined) => Promise<Answer<unknown>>;
  /** Makes the branch unless it is there, from where the default branch is now. */
  readonly makeBranch: () => Promise<Answer<unknown>>;
}

export interface ContentPlace {
  readonly repository: RepositoryName;
  readonly branch: string;
  readonly defaultBranch: string;
}

/** `[skip ci]`: a report that starts workflows would measure itself. */
const MESSAGE = 'Update the report of CI health [skip ci]';

/** Binds the calls to a branch. */
export function contentCalls(
  client: GithubClient,
  { repository, branch, defaultBranch }: ContentPlace,
): ContentCalls {
  const place = { owner: repository.owner, repo: repository.name };
  const head = async (name: string): Promise<Answer<z.output<typeof ref>>> =>
    client.call({
      route: 'GET /repos/{owner}/{repo}/git/ref/{+ref}',
      parameters: { ...place, ref: `heads/${name}` },
      read: ref,
    });
  return {
    read: async (path) => {
      const answer = await client.call({
        route: 'GET /repos/{owner}/{repo}/contents/{+path}',
        parameters: { ...place, path, ref: branch },
        read: file,
      });
      if (!answer.ok) return answer.fault.kind === 'not-found' ? { ok: true, data: undefined } : answer;
      const { sha, content } = answer.data;
      return { ok: true, data: { sha, text: Buffer.from(content, 'base64').toString('utf8') } };
    },
    write: async (path, text, sha) =>
      client.call({
        route: 'PUT /repos/{owner}/{repo}/contents/{+path}',
        parameters: {
          ...place,
          path,
          branch,
          message: MESSAGE,
          content: Buffer.from(text).toString('base64'),
          ...(sha === undefined ? {} : { sha }),
        },
        read: z.unknown(),
      }),
    makeBranch: async () => {
      const known = await head(branch);
      if (known.ok || known.fault.kind !== 'not-found') return known;
      const from = await head(defaultBranch);
      if (!from.ok) return from;
      const made = await client.call({
        route: 'POST /repos/{owner}/{repo}/git/refs',
        parameters: { ...place, ref: `refs/heads/${branch}`, sha: from.data.object.sha },
        read: z.unknown(),
      });
      // 422: somebody else made it meanwhile.
      return !made.ok && made.fault.kind === 'invalid' ? head(branch) : made;
    },
  };
}
