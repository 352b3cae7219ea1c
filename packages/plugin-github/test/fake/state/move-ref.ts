import type { FakeState } from './fake-state.ts';
import { ownName } from '../views/own-name.ts';

/** Lets a ref be at a commit, and with a branch the open pull requests from it; one that is closed keeps its last head. */
export function moveRef(state: FakeState, ref: string, sha: string): void {
  state.refs.set(ref, sha);
  for (const pull of state.pulls.values()) {
    const { head, number } = pull;
    if (head.repository !== ownName(state) || `heads/${head.branch}` !== ref) continue;
    if (state.issues.get(number)?.state !== 'open') continue;
    pull.head = { ...head, sha };
    state.refs.set(`pull/${number}/head`, sha);
  }
}
