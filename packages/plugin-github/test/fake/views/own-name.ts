import type { FakeState } from '../state/fake-state.ts';

/** `owner/name` of the repository. */
export function ownName({ repository }: FakeState): string {
  return `${repository.owner}/${repository.name}`;
}
