import type { FakeComment } from '../state/repository-records.ts';
import { stamp } from '../state/stamp.ts';
import { commentView } from '../views/comment-view.ts';
import { checkText } from './check-text.ts';
import { notFound } from './not-found.ts';
import type { CallContext, Operation, Reply } from './operation.ts';
import { refuse } from './refuse.ts';

/** Comments of issues and of pull requests, the oldest first. */
export const COMMENTS = {
  'issues/list-comments': ({ state, path, query }) => {
    const number = Number(path['issue_number']);
    if (!state.issues.has(number)) return notFound();
    const since = query.get('since');
    const found = state.comments.filter(
      ({ issue, updatedAt }) =>
        issue === number && (since === null || Date.parse(updatedAt) >= Date.parse(since)),
    );
    return { items: found.map((comment) => commentView(state, comment)) };
  },
  'issues/get-comment': (context) =>
    withComment(context, (comment) => ({ status: 200, body: commentView(context.state, comment) })),
  'issues/create-comment': ({ state, path, body, token }) => {
    const issue = Number(path['issue_number']);
    if (!state.issues.has(issue)) return notFound();
    const wrong = checkText(body['body'], 'IssueComment');
    if (wrong !== undefined) return wrong;
    const { login, app } = token;
    const at = stamp(state);
    const comment: FakeComment = {
      id: state.nextId(),
      issue,
      body: String(body['body']),
      author: { login, ...(app === undefined ? {} : { app }) },
      createdAt: at,
      updatedAt: at,
    };
    state.comments.push(comment);
    return { status: 201, body: commentView(state, comment) };
  },
  'issues/update-comment': (context) =>
    withComment(context, (comment) => {
      const { state, body } = context;
      const wrong = checkText(body['body'], 'IssueComment') ?? foreign(context, comment);
      if (wrong !== undefined) return wrong;
      comment.body = String(body['body']);
      comment.updatedAt = stamp(state);
      return { status: 200, body: commentView(state, comment) };
    }),
  'issues/delete-comment': (context) =>
    withComment(context, (comment) => {
      context.state.comments = context.state.comments.filter(({ id }) => id !== comment.id);
      return { status: 204 };
    }),
} as const satisfies Readonly<Record<string, Operation>>;

function withComment({ state, path }: CallContext, use: (comment: FakeComment) => Reply): Reply {
  const comment = state.comments.find(({ id }) => String(id) === path['comment_id']);
  return comment === undefined ? notFound() : use(comment);
}

/** An app may change its own comments only; a person with write access, those of others too. */
function foreign({ token }: CallContext, { author }: FakeComment): Reply | undefined {
  if (token.app === undefined || token.login === author.login) return undefined;
  return refuse(403, 'Resource not accessible by integration');
}
