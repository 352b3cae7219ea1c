import { addCommit } from './add-commit.ts';
import { addIssue } from './add-issue.ts';
import type { FakeState } from './fake-state.ts';
import type { FakePull } from './repository-records.ts';
import type { PullSeed } from './seed.ts';
import { stamp } from './stamp.ts';

/** A pull request, its head a commit of its own above the base. */
export function addPull(state: FakeState, seed: PullSeed): FakePull {
  const { repository } = state;
  const { branch, base = repository.defaultBranch, fork, isMerged = false, isDraft = false } = seed;
  const baseSha = state.refs.get(`heads/${base}`);
  if (baseSha === undefined) throw new Error(`There is no branch ${base}.`);
  const issue = addIssue(state, isMerged ? { ...seed, state: 'closed' } : seed);
  const isOwn = fork === undefined;
  const commit = addCommit(state, {
    ...(seed.sha === undefined ? {} : { sha: seed.sha }),
    message: seed.title,
    parents: [baseSha],
    files: { ...state.commits.get(baseSha)?.files, ...seed.files },
    ...(isOwn ? { ref: `heads/${branch}` } : {}),
  });
  const pull: FakePull = {
    number: issue.number,
    head: {
      branch,
      sha: commit.sha,
      repository: isOwn ? `${repository.owner}/${repository.name}` : fork,
    },
    base: { branch: base, sha: baseSha },
    isKnownByCommit: seed.isKnownByCommit ?? isOwn,
    mergedAt: isMerged ? stamp(state) : null,
    isDraft,
  };
  state.refs.set(`pull/${pull.number}/head`, commit.sha);
  state.pulls.set(pull.number, pull);
  return pull;
}
