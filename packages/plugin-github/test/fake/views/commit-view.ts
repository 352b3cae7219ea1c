import type { FakeState } from '../state/fake-state.ts';
import type { FakeCommit } from '../state/repository-records.ts';
import { ownName } from './own-name.ts';
import { userView } from './user-view.ts';
import { view } from './view.ts';

/** A commit, without its files. */
export function commitView(state: FakeState, commit: FakeCommit): Record<string, unknown> {
  const root = `${state.apiUrl}/repos/${ownName(state)}`;
  const person = { name: commit.author, email: `${commit.author}@example.com`, date: commit.date };
  return view('commit', {
    sha: commit.sha,
    node_id: `C_${commit.sha}`,
    url: `${root}/commits/${commit.sha}`,
    html_url: `https://github.com/${ownName(state)}/commit/${commit.sha}`,
    comments_url: `${root}/commits/${commit.sha}/comments`,
    commit: {
      message: commit.message,
      author: person,
      committer: person,
      tree: { sha: commit.sha, url: `${root}/git/trees/${commit.sha}` },
      url: `${root}/git/commits/${commit.sha}`,
      comment_count: 0,
    },
    author: userView(commit.author),
    committer: userView(commit.author),
    parents: commit.parents.map((sha) => ({ sha, url: `${root}/commits/${sha}` })),
  });
}
