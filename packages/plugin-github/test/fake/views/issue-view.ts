import type { FakeState } from '../state/fake-state.ts';
import type { FakeIssue } from '../state/repository-records.ts';
import { labelView } from './label-view.ts';
import { ownName } from './own-name.ts';
import { userView } from './user-view.ts';
import { view } from './view.ts';

/** An issue, or a pull request as one. */
export function issueView(state: FakeState, issue: FakeIssue): Record<string, unknown> {
  const root = `${state.apiUrl}/repos/${ownName(state)}`;
  const url = `${root}/issues/${issue.number}`;
  const pull = state.pulls.get(issue.number);
  const page = `https://github.com/${ownName(state)}/${pull === undefined ? 'issues' : 'pull'}/${issue.number}`;
  const pullUrl = `${root}/pulls/${issue.number}`;
  return view('issue', {
    id: issue.id,
    node_id: `I_${issue.id}`,
    number: issue.number,
    title: issue.title,
    body: issue.body,
    state: issue.state,
    state_reason: issue.stateReason,
    labels: issue.labels.map((label) => labelView(state, label)),
    user: userView(issue.author),
    comments: state.comments.filter((comment) => comment.issue === issue.number).length,
    created_at: issue.createdAt,
    updated_at: issue.updatedAt,
    closed_at: issue.closedAt,
    url,
    html_url: page,
    repository_url: root,
    comments_url: `${url}/comments`,
    author_association: 'CONTRIBUTOR',
    ...(pull === undefined
      ? {}
      : {
          pull_request: {
            url: pullUrl,
            html_url: page,
            diff_url: `${page}.diff`,
            patch_url: `${page}.patch`,
            merged_at: pull.mergedAt,
          },
        }),
  });
}
