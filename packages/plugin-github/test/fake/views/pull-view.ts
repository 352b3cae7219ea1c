import { changedFiles } from '../state/changed-files.ts';
import type { FakeState } from '../state/fake-state.ts';
import type { FakePull } from '../state/repository-records.ts';
import { issueView } from './issue-view.ts';
import { ownName } from './own-name.ts';
import { repositoryView } from './repository-view.ts';
import { userView } from './user-view.ts';
import { view } from './view.ts';

/** A pull request, whole or as lists have it. */
export function pullView(
  state: FakeState,
  pull: FakePull,
  component: 'pull-request' | 'pull-request-simple',
): Record<string, unknown> {
  const { number, head, base } = pull;
  const root = `${state.apiUrl}/repos/${ownName(state)}`;
  const issue = issueView(state, state.issues.get(number)!);
  const headOwner = head.repository?.split('/')[0] ?? null;
  const page = `https://github.com/${ownName(state)}/pull/${number}`;
  const isWhole = component === 'pull-request';
  return view(component, {
    id: number,
    number,
    ...pick(issue, ['title', 'body', 'state', 'user', 'labels', 'created_at', 'updated_at', 'closed_at']),
    merged_at: pull.mergedAt,
    draft: pull.isDraft,
    url: `${root}/pulls/${number}`,
    html_url: page,
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
    issue_url: `${root}/issues/${number}`,
    comments_url: `${root}/issues/${number}/comments`,
    head: {
      label: headOwner === null ? head.branch : `${headOwner}:${head.branch}`,
      ref: head.branch,
      sha: head.sha,
      user: headOwner === null ? null : userView(headOwner),
      repo: head.repository === null ? null : repositoryView(state, head.repository, 'repository'),
    },
    base: {
      label: `${state.repository.owner}:${base.branch}`,
      ref: base.branch,
      sha: base.sha,
      user: userView(state.repository.owner),
      repo: repositoryView(state, ownName(state), 'repository'),
    },
    ...(isWhole
      ? {
          merged: pull.mergedAt !== null,
          comments: issue['comments'],
          changed_files: changedFiles(state, base.sha, head.sha).length,
        }
      : {}),
  });
}

const pick = (from: Record<string, unknown>, names: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(names.map((name) => [name, from[name]]));
