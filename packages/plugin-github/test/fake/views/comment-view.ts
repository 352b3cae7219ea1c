import type { FakeState } from '../state/fake-state.ts';
import type { FakeComment } from '../state/repository-records.ts';
import { appView } from './app-view.ts';
import { ownName } from './own-name.ts';
import { userView } from './user-view.ts';
import { view } from './view.ts';

export function commentView(state: FakeState, comment: FakeComment): Record<string, unknown> {
  const root = `${state.apiUrl}/repos/${ownName(state)}/issues`;
  const kind = state.pulls.has(comment.issue) ? 'pull' : 'issues';
  return view('issue-comment', {
    id: comment.id,
    node_id: `IC_${comment.id}`,
    body: comment.body,
    user: userView(comment.author.login),
    author_association: 'NONE',
    performed_via_github_app: comment.author.app === undefined ? null : appView(comment.author.app),
    created_at: comment.createdAt,
    updated_at: comment.updatedAt,
    url: `${root}/comments/${comment.id}`,
    issue_url: `${root}/${comment.issue}`,
    html_url: `https://github.com/${ownName(state)}/${kind}/${comment.issue}#issuecomment-${comment.id}`,
  });
}
