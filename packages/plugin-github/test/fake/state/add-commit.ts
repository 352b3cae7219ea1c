import type { FakeState } from './fake-state.ts';
import type { FakeCommit } from './repository-records.ts';
import { moveRef } from './move-ref.ts';
import { shaOf } from './sha-of.ts';
import { stamp } from './stamp.ts';

/** A commit, and with `ref` (`heads/main`) that ref moved to it. */
export function addCommit(
  state: FakeState,
  given: Pick<FakeCommit, 'message' | 'files' | 'parents'> & {
    readonly sha?: string;
    readonly author?: string;
    readonly ref?: string;
  },
): FakeCommit {
  const { message, files, parents, author = 'octocat', ref } = given;

  const sha = given.sha ?? shaOf(message, ...parents, String(state.nextId()));
  const commit: FakeCommit = { sha, parents, message, author, date: stamp(state), files };
  state.commits.set(sha, commit);
  if (ref !== undefined) moveRef(state, ref, sha);
  return commit;
}
