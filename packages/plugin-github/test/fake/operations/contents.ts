import { addCommit } from '../state/add-commit.ts';
import { blobSha } from '../state/blob-sha.ts';
import type { FakeCommit } from '../state/repository-records.ts';
import { resolveRef } from '../state/resolve-ref.ts';
import { commitView } from '../views/commit-view.ts';
import { contentView } from '../views/content-view.ts';
import { notFound } from './not-found.ts';
import type { CallContext, Operation, Reply } from './operation.ts';
import { refuse } from './refuse.ts';

/** Files, read and written by path. */
export const CONTENTS = {
  'repos/get-content': ({ state, path, query, accept }) => {
    const sha = resolveRef(state, query.get('ref') ?? state.repository.defaultBranch);
    if (sha === undefined) return refuse(404, `No commit found for the ref ${query.get('ref')}`);
    const files = state.commits.get(sha)?.files ?? {};
    const wanted = (path['path'] ?? '').replace(/^\/|\/$/gu, '');
    const text = files[wanted];
    if (text !== undefined && accept.includes('raw')) return { status: 200, body: Buffer.from(text) };
    if (text !== undefined) return { status: 200, body: contentView(state, wanted, text, false) };
    const listed = Object.entries(files).filter(
      ([name]) => name.startsWith(`${wanted}/`) && !name.slice(wanted.length + 1).includes('/'),
    );
    if (listed.length === 0) return notFound();
    return { status: 200, body: listed.map(([name, each]) => contentView(state, name, each, true)) };
  },
  'repos/create-or-update-file-contents': (context) => write(context, String(context.body['content'])),
  'repos/delete-file': (context) => write(context, undefined),
} as const satisfies Readonly<Record<string, Operation>>;

/** One commit on a branch with the file changed, or without it. */
function write({ state, path, body, token }: CallContext, content: string | undefined): Reply {
  const branch = body['branch'] ?? state.repository.defaultBranch;
  const head = state.commits.get(state.refs.get(`heads/${branch}`) ?? '');
  if (head === undefined) return refuse(404, `Branch ${branch} not found`);
  const file = path['path'] ?? '';
  // A token of Actions has no permission `workflows`, and no `permissions:` can give it.
  if (token.app === 'github-actions' && file.startsWith('.github/workflows/'))
    return refuse(403, 'Resource not accessible by integration');
  const before = head.files[file];
  const wrong = checkSha(file, before, body['sha']);
  if (wrong !== undefined) return wrong;
  const { [file]: _, ...rest } = head.files;
  const text = content === undefined ? undefined : Buffer.from(content, 'base64').toString();
  const commit = addCommit(state, {
    message: String(body['message']),
    parents: [head.sha],
    files: text === undefined ? rest : { ...rest, [file]: text },
    author: token.login,
    ref: `heads/${branch}`,
  });
  return {
    status: before === undefined ? 201 : 200,
    body: {
      content: text === undefined ? null : contentView(state, file, text, true),
      commit: fileCommit(commitView(state, commit), commit),
    },
  };
}

function checkSha(file: string, before: string | undefined, sha: unknown): Reply | undefined {
  if (before === undefined) return sha === undefined ? undefined : notFound();
  if (sha === undefined) return refuse(422, 'Invalid request.\n\n"sha" wasn\'t supplied.');
  return sha === blobSha(before) ? undefined : refuse(409, `${file} does not match ${String(sha)}`);
}

/** A commit as the calls that write a file give it: flat, with a verification. */
function fileCommit(shown: Record<string, unknown>, { sha }: FakeCommit): Record<string, unknown> {
  const { commit, node_id, html_url, parents } = shown as Record<string, any>;
  const { message, author, committer, tree, url } = commit;
  const verification = {
    verified: false,
    reason: 'unsigned',
    signature: null,
    payload: null,
    verified_at: null,
  };
  return { sha, node_id, url, html_url, author, committer, message, tree, parents, verification };
}
