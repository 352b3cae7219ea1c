import { changedFiles } from '../state/changed-files.ts';
import type { FakeState } from '../state/fake-state.ts';
import type { FakePull } from '../state/repository-records.ts';
import { fileView } from '../views/file-view.ts';
import { pullView } from '../views/pull-view.ts';
import { notFound } from './not-found.ts';
import type { Operation } from './operation.ts';

/** Pull requests, the newest first. */
export const PULLS = {
  'pulls/list': ({ state, query }) => {
    const condition = query.get('state') ?? 'open';
    const [head, base] = [query.get('head'), query.get('base')];
    const found = newestFirst(state).filter(
      (pull) =>
        (condition === 'all' || state.issues.get(pull.number)?.state === condition) &&
        (base === null || pull.base.branch === base) &&
        // A head without its owner is no filter at all, at GitHub too.
        (head === null || !head.includes(':') || head === labelOf(pull)),
    );
    return { items: found.map((pull) => pullView(state, pull, 'pull-request-simple')) };
  },
  'pulls/get': ({ state, path }) => {
    const pull = state.pulls.get(Number(path['pull_number']));
    return pull === undefined ? notFound() : { status: 200, body: pullView(state, pull, 'pull-request') };
  },
  'pulls/list-files': ({ state, path }) => {
    const pull = state.pulls.get(Number(path['pull_number']));
    if (pull === undefined) return notFound();
    const { base, head } = pull;
    return { items: changedFiles(state, base.sha, head.sha).map((file) => fileView(state, head.sha, file)) };
  },
  'repos/list-pull-requests-associated-with-commit': ({ state, path }) => {
    const found = newestFirst(state).filter(
      ({ head, isKnownByCommit }) => isKnownByCommit && head.sha === path['commit_sha'],
    );
    return { items: found.map((pull) => pullView(state, pull, 'pull-request-simple')) };
  },
} as const satisfies Readonly<Record<string, Operation>>;

function newestFirst(state: FakeState): FakePull[] {
  return [...state.pulls.values()].toSorted((a, b) => b.number - a.number);
}

function labelOf({ head }: FakePull): string {
  return `${head.repository?.split('/')[0] ?? ''}:${head.branch}`;
}
